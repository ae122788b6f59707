# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Which licences have a fingerprint, and which packaged texts it is made from."""

# Licences of the SPDX list: their texts are found in every source by the identifier.
SPDX = """
0BSD AFL-3.0 AGPL-3.0-only Apache-1.1 Apache-2.0 Artistic-1.0-Perl Artistic-2.0 BSD-2-Clause
BSD-3-Clause BSD-3-Clause-Clear BSD-4-Clause BSL-1.0 BUSL-1.1 C-UDA-1.0 CC0-1.0
CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0
CC-BY-SA-1.0 CC-BY-SA-2.0 CC-BY-SA-2.5 CC-BY-SA-3.0 CC-BY-SA-4.0
CC-BY-ND-1.0 CC-BY-ND-2.0 CC-BY-ND-2.5 CC-BY-ND-3.0 CC-BY-ND-4.0
CC-BY-NC-1.0 CC-BY-NC-2.0 CC-BY-NC-2.5 CC-BY-NC-3.0 CC-BY-NC-4.0
CC-BY-NC-SA-1.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-2.5 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0
CC-BY-NC-ND-2.0 CC-BY-NC-ND-2.5 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0
CDLA-Permissive-1.0 CDLA-Permissive-2.0 CDLA-Sharing-1.0 ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2
etalab-2.0 GFDL-1.2-only GFDL-1.3-only GPL-1.0-only GPL-2.0-only GPL-3.0-only ISC LGPL-2.0-only
LGPL-2.1-only LGPL-3.0-only LGPLLR LPPL-1.3c MIT MIT-0 MPL-1.1 MPL-2.0 MS-PL MulanPSL-2.0 NCSA
ODbL-1.0 ODC-By-1.0 OFL-1.1 OpenMDW-1.0 OSL-3.0 PDDL-1.0 PostgreSQL Unlicense UPL-1.0 WTFPL Zlib
""".split()

# What the SPDX list does not have, or what its flags do not tell: identifier, class, ScanCode keys.
OTHERS = [
    ("OpenMDW-1.0", "openModel", ["openmdw-1.0"]),
    ("llama1", "nonCommercial", ["llama-license-2023"]),
    ("llama2", "vendor", ["llama-2-license-2023"]),
    # In no package: from the LICENSE of the repository meta-llama/llama3 at commit
    # 2a6e3d768cab8fea5bee6e181b7e83c54d5e1a0e, and with the hub's "By clicking".
    ("llama3", "vendor", []),
    ("llama3.1", "vendor", ["llama-3.1-license-2024"]),
    ("llama3.2", "vendor", ["llama-3.2-license-2024"]),
    ("llama3.3", "vendor", ["llama-3.3-license-2024"]),
    ("llama4", "vendor", ["llama-4-cla-2025"]),
    ("gemma", "vendor", ["gemma-tou-2024-04-01", "gemma-tou-2025-03-24"]),
    ("bigscience-bloom-rail-1.0", "rail", ["bigscience-rail-1.0"]),
    ("bigscience-openrail-m", "rail", ["bigscience-open-rail-m"]),
    ("creativeml-openrail-m", "rail", ["stable-diffusion-2022-08-22"]),
    ("openrail++", "rail", ["bigscience-open-rail-m2"]),
    ("bigcode-openrail-m", "rail", ["bigcode-open-rail-m-v1"]),
    ("deepseek", "rail", ["deepseek-la-1.0"]),
    ("qwen", "vendor", ["qwen-2024"]),
    ("tongyi-qianwen", "vendor", ["tongyi-qianwen-2023"]),
    ("falcon-2-11b", "rail", ["falcon-2-11b-1.0"]),
    ("flux-1-dev-non-commercial", "nonCommercial", ["flux-1-nc"]),
    ("stability-ai-community", "vendor", ["stability-ai-community-2024"]),
    ("stability-ai-non-commercial", "nonCommercial", ["stability-ai-nc-2023-12-06"]),
    ("nvidia-open-model", "vendor", ["nvidia-open-model-2025-04-28"]),
    ("exaone", "nonCommercial", ["exaone-ai-model-1.1-nc"]),
    ("tencent-hunyuan-3d-2.0", "vendor", ["tencent-hunyuan-3d-2.0-cla"]),
    ("chameleon-research", "nonCommercial", ["chameleon-research-2024"]),
    ("hyperclovax-seed", "vendor", ["hyperclova-x-seed-2025"]),
    ("apple-ml-ferret", "other", ["apple-ml-ferret-2023"]),
    ("open-weights-permissive-1.0", "other", ["open-weights-permissive-1.0.0"]),
    ("openatom-model-1.0", "other", ["openatom-model-1.0"]),
]
# Use policies are no licences, but they stand beside them and restrict.
POLICIES = [
    ("llama3-use-policy", "vendor", []),
    ("llama4-use-policy", "vendor", ["llama-4-license-2025"]),
    ("gemma-use-policy", "vendor", ["gemma-pup-2024-02-21"]),
]
# ScanCode keys whose SPDX key it does not give, or of texts that count as the same licence.
TWINS = {
    "etalab-2.0": ["etalab-2.0-en", "etalab-2.0-fr"],
}
# ScanCode's texts that are notices, amendments or collections, rather than the licence.
INCOMPLETE = ("mpl-2.0-no-copyleft-exception", "npl-1.1", "openssh")
# Templates: organisations and authors put their own names into these texts.
SLOTTED = """
0BSD BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-2-Clause-Views BSD-3-Clause
BSD-3-Clause-Attribution BSD-3-Clause-Clear BSD-3-Clause-Modification BSD-3-Clause-Open-MPI
BSD-4-Clause BSD-Source-Code HPND HPND-sell-variant ISC MIT MIT-0 MIT-CMU MIT-Modern-Variant NCSA NTP
X11 X11-distribute-modifications-variant
""".split()
# Debian's names.
DEBIAN = {
    "Apache-2.0": "Apache-2.0",
    "Artistic": "Artistic-1.0-Perl",
    "BSD": "BSD-3-Clause",
    "CC0-1.0": "CC0-1.0",
    "GFDL-1.2": "GFDL-1.2-only",
    "GFDL-1.3": "GFDL-1.3-only",
    "GPL-1": "GPL-1.0-only",
    "GPL-2": "GPL-2.0-only",
    "GPL-3": "GPL-3.0-only",
    "LGPL-2": "LGPL-2.0-only",
    "LGPL-2.1": "LGPL-2.1-only",
    "LGPL-3": "LGPL-3.0-only",
    "MPL-1.1": "MPL-1.1",
    "MPL-2.0": "MPL-2.0",
}

# Titles that people put over texts that have none, or leave away. All but these are told by the text.
TITLES = {
    "MIT": ["mit license", "the mit license", "the mit license mit", "mit license mit", "license",
            "mit"],
    "MIT-0": ["mit no attribution", "mit 0 license", "mit no attribution license"],
    "BSD-2-Clause": ["bsd 2 clause license", "the 2 clause bsd license", "bsd license",
                     "simplified bsd license", "license", "the bsd 2 clause license"],
    "BSD-3-Clause": ["bsd 3 clause license", "the 3 clause bsd license", "bsd license",
                     "new bsd license", "license", "the bsd 3 clause license", "bsd 3 clause"],
    "BSD-3-Clause-Clear": ["the clear bsd license", "clear bsd license"],
    "BSL-1.0": ["boost software license version 1 0 august 17th 2003",
                "boost software license version 1 0"],
    "0BSD": ["bsd zero clause license", "zero clause bsd", "bsd zero clause"],
    "ISC": ["isc license", "the isc license", "license"],
    "Zlib": ["zlib license", "the zlib license"],
    "NCSA": ["university of illinois ncsa open source license"],
    "PostgreSQL": ["postgresql license", "the postgresql license"],
    "X11": ["x11 license", "the x11 license", "mit license", "the mit license", "license"],
    "HPND": ["historical permission notice and disclaimer"],
    "BSD-4-Clause": ["bsd 4 clause license", "the 4 clause bsd license", "original bsd license",
                     "bsd license", "license"],
    "Unlicense": ["the unlicense", "unlicense"],
    "CC0-1.0": ["cc0 1 0 universal", "creative commons cc0 1 0 universal"],
    "Apache-2.0": ["apache license version 2 0 january 2004 http www apache org licenses",
                   "apache license version 2 0 january 2004 https www apache org licenses",
                   "license"],
}
