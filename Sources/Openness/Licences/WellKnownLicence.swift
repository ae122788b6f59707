// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A licence that people name otherwise than by an identifier.
struct WellKnownLicence: Sendable {
  let identifier: String
  /// The class, for what is neither in the SPDX list, nor the hub's, nor a known text.
  let statedClass: LicenceClass?
  /// Its names, as LicenceName.key(of:) makes them.
  let names: [String]

  /// All of them.
  static let all: [WellKnownLicence] = table.split(separator: "\n").map { line in
    let parts = line.split(separator: ":")
    let head = parts[0].split(separator: " ")
    return WellKnownLicence(
      identifier: String(head[0]),
      statedClass: head.count > 1 ? LicenceClass(rawValue: String(head[1])) : nil,
      names: parts[1].split(separator: ",").map { LicenceName.key(of: String($0)) })
  }

  /// An identifier, where needed a class, and names.
  ///
  /// Words like "the", "license" and "version" count for nothing, nor do letter case and marks.
  private static let table = """
    Apache-2.0: apache 2, asl 2.0, asl2, apache software 2.0, apache2
    Apache-1.1: apache software 1.1
    MIT: mit x11, mit mit, expat, mit expat, the mit
    BSD-2-Clause: simplified bsd, bsd 2, freebsd, 2 clause bsd, bsd2
    BSD-3-Clause: new bsd, modified bsd, revised bsd, bsd 3, 3 clause bsd, bsd3
    GPL-2.0-only: gnu general public 2, gnu general public 2.0, gpl 2, gplv2, gnu gpl 2
    GPL-2.0-only: gnu gpl 2.0
    GPL-3.0-only: gnu general public 3, gnu general public 3.0, gpl 3, gplv3, gnu gpl 3
    GPL-3.0-only: gnu gpl 3.0
    AGPL-3.0-only: gnu affero general public 3, gnu affero general public 3.0, agpl 3, agplv3
    AGPL-3.0-only: gnu agpl 3
    LGPL-2.1-only: gnu lesser general public 2.1, lgplv2.1, gnu lgpl 2.1
    LGPL-3.0-only: gnu lesser general public 3, gnu lesser general public 3.0, lgpl 3, lgplv3
    MPL-2.0: mozilla public 2.0, mozilla public 2, mpl 2
    EPL-2.0: eclipse public 2.0, eclipse public 2
    EUPL-1.2: european union public 1.2, european union public licence 1.2
    ISC: isc
    BSL-1.0: boost software 1.0, boost software, boost
    Unlicense: unlicense, the unlicense
    CC0-1.0: cc0, cc 0, cc0 1.0 universal, creative commons zero
    CC0-1.0: creative commons zero 1.0 universal
    CC-BY-4.0: creative commons attribution 4.0, cc by 4.0 international
    CC-BY-SA-4.0: creative commons attribution sharealike 4.0, cc by sa 4.0 international
    CC-BY-NC-4.0: creative commons attribution noncommercial 4.0, cc by nc 4.0 international
    CC-BY-NC-4.0: creative commons attribution non commercial 4.0
    CC-BY-NC-4.0: attribution non commercial 4.0 international
    CC-BY-NC-SA-4.0: creative commons attribution noncommercial sharealike 4.0
    CC-BY-NC-SA-4.0: cc by nc sa 4.0 international
    CC-BY-NC-ND-4.0: creative commons attribution noncommercial noderivatives 4.0
    ODbL-1.0: open database, odbl 1.0, open data commons open database
    OpenMDW-1.0: openmdw, openmdw 1
    openmdw-1.1: openmdw 1.1
    OFL-1.1: sil open font 1.1, sil open font
    Python-2.0: python software foundation, psf
    llama2: llama 2, llama 2 community, llama2 community, meta llama 2 community, meta llama 2
    llama3: llama 3, llama 3 community, llama3 community, meta llama 3 community, meta llama 3
    llama3.1: llama 3.1, llama 3.1 community, llama3.1 community, meta llama 3.1 community
    llama3.2: llama 3.2, llama 3.2 community, llama3.2 community, meta llama 3.2 community
    llama3.3: llama 3.3, llama 3.3 community, llama3.3 community, meta llama 3.3 community
    llama4: llama 4, llama 4 community, llama4 community, meta llama 4 community
    gemma: gemma terms of use, gemma, gemma terms, google gemma
    grok2-community: grok 2 community
    bigscience-bloom-rail-1.0: bigscience rail 1.0, bigscience bloom rail 1.0, bloom rail 1.0
    bigscience-openrail-m: bigscience openrail m, bigscience open rail m
    creativeml-openrail-m: creativeml openrail m, creativeml open rail m
    openrail++: creativeml open rail++ m, creativeml openrail++ m, openrail++ m, sdxl openrail++
    bigcode-openrail-m: bigcode openrail m, bigcode open rail m v1, bigcode openrail m v1
    deepseek: deepseek, deepseek model, deepseek license agreement
    qwen: qwen, qwen license agreement, tongyi qwen
    qwen-research nonCommercial: qwen research, qwen research license agreement
    tongyi-qianwen: tongyi qianwen, tongyi qianwen license agreement, tongyi qianwen research
    falcon-2-11b: falcon 2 11b tii, falcon 2 tii, falcon 2
    falcon-llm vendor: falcon llm, falcon llm license, falcon 180b tii, tii falcon
    nvidia-open-model: nvidia open model, nvidia open model license
    nvidia-open-model: nvidia open model license agreement
    mistral-research nonCommercial: mistral research, mistral ai research, mrl, mistral mrl
    mistral-non-production nonCommercial: mistral ai non production, mnpl, mistral non production
    flux-1-dev-non-commercial: flux 1 dev non commercial, flux.1 dev non commercial
    stability-ai-community: stabilityai ai community, stability ai community, stability community
    stability-ai-non-commercial: stability ai non commercial research community
    stability-ai-non-commercial: stabilityai nc research community
    exaone: exaone, exaone ai model 1.1 nc, exaone ai model
    modified-mit other: modified mit, mit modified
    lfm-1.0 vendor: lfm1.0, lfm open 1.0, lfm 1.0, lfm1
    health-ai-developer-foundations vendor: health ai developer foundations
    health-ai-developer-foundations vendor: health ai developer foundations terms of use
    tencent-hunyuan-3d-2.0: tencent hunyuan 3d 2.0 community
    tencent-hunyuan vendor: tencent hunyuan community, tencent hunyuan
    chameleon-research: chameleon research
    yi vendor: yi, yi license, yi series models community
    cohere-non-commercial nonCommercial: c4ai non commercial
    """
}
