#!/usr/bin/env python3
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Makes openness/ beside this script: one tiny release for each finding of `weightcheck openness`, one
without any, one with a declaration, and descriptions by the Model Openness Framework.

It needs nothing but Python, and writes the same bytes every time. Nobody should take any of it for a
model. Each release is `BASE` with one thing changed, so that it has the one finding that it is called
after. Licences that restrict are only named, never copied; the text of the open one is this
repository's own.
"""

import json
import pathlib
import runpy
import shutil
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE / "openness"
APACHE = (HERE.parent / "LICENSE").read_bytes()
samples = runpy.run_path(str(HERE / "make-samples.py"))


def weights(metadata=None, start=0, dtype="F32"):
    """A safetensors file of 48 values."""
    note = {"format": "pt", "note": "a sample of weightcheck, not a model"}
    tensors = [("embed.weight", dtype, (8, 4)), ("output.weight", dtype, (4, 4))]
    return samples["safetensors"](tensors, note | (metadata or {}), start)


def text(words):
    return textwrap.dedent(words).lstrip("\n").encode()


def document(content):
    return json.dumps(content, indent=2).encode() + b"\n"


def card(front="license: apache-2.0", title="Sample", data=True, more=""):
    """A model card: front matter, what it is, where the data is described, and more."""
    parts = [f"---\n{front}\n---\n" if front else "", f"# {title}\n\n"]
    parts.append("A sample of weightcheck, not a model: its weights are the numbers of a sine.\n")
    if data:
        parts.append("\n## Training data\n\nThere is none, since a sine is not learned.\n")
    if more:
        parts.append("\n" + more)
    return "".join(parts).encode()


TRAIN = text(
    """
    # SPDX-License-Identifier: Apache-2.0
    \"\"\"Stands for the code that trains: it writes down a sine.\"\"\"
    import math

    print([math.sin(i) for i in range(48)])
    """
)
BASE = {"README.md": card(), "model.safetensors": weights(), "train.py": TRAIN}
NON_COMMERCIAL = b"The weights are licensed under CC-BY-NC-4.0.\n"


def release(changes, without=()):
    return {name: bytes for name, bytes in (BASE | changes).items() if name not in without}


def shards():
    """The first of two shards, and the index that names both."""
    names = [f"model-{number}-of-00002.safetensors" for number in ("00001", "00002")]
    index = {
        "metadata": {"total_size": 128},
        "weight_map": {"layers.0.weight": names[0], "layers.1.weight": names[1]},
    }
    first = samples["safetensors"]([("layers.0.weight", "F32", (4, 4))], {"format": "pt"})
    return {names[0]: first, "model.safetensors.index.json": document(index)}


def quantised():
    return samples["gguf"](
        [
            ("general.architecture", "string", "sample"),
            ("general.name", "string", "Sample"),
            ("general.license", "string", "apache-2.0"),
            ("general.file_type", "u32", 7),
            ("general.quantization_version", "u32", 2),
        ],
        [
            ("token_embd.weight", (4, 32), 8, samples["q8_0"](128, 0)),
            ("output_norm.weight", (4,), 0, samples["tensor"]("F32", (4,), 1)),
        ],
    )


# MARK: One release for each finding

FINDINGS = {
    # The card says one licence, the licence file another.
    "ow01-card-and-licence-file": release({"LICENSE": NON_COMMERCIAL}),
    # The card says one licence, the metadata of the weights another.
    "ow02-card-and-weights": release(
        {"model.safetensors": weights({"modelspec.license": "CC-BY-NC-4.0"})}
    ),
    # "Fully open" over a licence that restricts.
    "ow03-open-source-wording": release(
        {
            "README.md": card("license: cc-by-nc-4.0", more="It is fully open, for everyone.\n"),
            "LICENSE": NON_COMMERCIAL,
        }
    ),
    # An open licence on what was made from a base whose licence restricts.
    "ow04-restricted-base": release(
        {"README.md": card("license: apache-2.0\nbase_model: meta-llama/Llama-2-7b-hf")}
    ),
    # What the licence of the base asks to be passed on is not.
    "ow05-pass-through": release(
        {
            "README.md": card("license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B"),
            "LICENSE": b"The weights are licensed under the Llama 3.1 Community License.\n",
        }
    ),
    # Access to what is under an open licence is gated.
    "ow06-gated": release(
        {
            "README.md": card(
                "license: apache-2.0\nextra_gated_prompt: Say who you are, and what for."
            )
        }
    ),
    # The text of an open licence with one sentence more.
    "ow07-rider": release({"LICENSE": APACHE + b"\nThe weights may not be used by competitors.\n"}),
    # No licence anywhere.
    "ow08-licence-missing": release(
        {"README.md": card(None), "train.sh": b"echo 0.0 0.8414709848078965\n"},
        without=["train.py"],
    ),
    # A family of licences is no licence.
    "ow09-licence-ambiguous": release({"README.md": card("license: cc")}),
    # Nothing says what it was trained on.
    "ow10-no-data-information": release({"README.md": card(data=False)}),
    # The card names code that trains, and it is not here.
    "ow11-no-training-code": release(
        {"README.md": card(more="## Training procedure\n\nBy `train.py`, in one step.\n")},
        without=["train.py"],
    ),
    # No model card.
    "ow12-no-card": release(
        {
            "LICENSE": APACHE,
            "DATA_CARD.md": b"# Data\n\nThere is none, since a sine is not learned.\n",
        },
        without=["README.md"],
    ),
    # Seven thousand million parameters by the title, 48 by the tensors.
    "ow13-parameter-count": release({"README.md": card(title="Sample 7B")}),
    # The configuration says bfloat16, the tensors are float32.
    "ow14-storage": release({"config.json": document({"torch_dtype": "bfloat16"})}),
    # The index names a shard that is not here.
    "ow15-incomplete-weights": release(shards(), without=["model.safetensors"]),
    # Only quantised weights, and nothing says what they were made from.
    "ow16-derived-weights-only": release(
        {"model.gguf": quantised()}, without=["model.safetensors"]
    ),
    # Weights in a form that runs code when loaded; this pickle holds an empty dictionary.
    "ow17-unsafe-format": release(
        {"pytorch_model.bin": b"\x80\x02}."},
        without=["model.safetensors"],
    ),
    # The licence of the data restricts.
    "ow18-data-licence": release(
        {"data/LICENSE": b"Licensed under CC-BY-NC-4.0.\n"}
    ),
    # Results, and nothing that shows how they came about.
    "ow19-evaluation-unsupported": release(
        {"README.md": card(more="## Evaluation\n\nThe mean error is 0.0 on all tests.\n")}
    ),
    # A class of the framework is claimed, and not in evidence.
    "ow20-claimed-standard": release(
        {"README.md": card(more="It is Class I of the Model Openness Framework.\n")}
    ),
}


# MARK: Releases without findings


def paper(title):
    """A PDF of one page with one line, its table of objects right."""
    words = f"BT /F1 12 Tf 72 720 Td ({title}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        f"{out}xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode()


def code(words):
    return f'# SPDX-License-Identifier: Apache-2.0\n"""{words}"""\n'.encode()


CLEAN = release(
    {
        "README.md": card(
            "license: apache-2.0\nlibrary_name: sample\ntags:\n- sample",
            more=text(
                """
                ## Uses

                To see what a report without findings looks like.

                ## Evaluation

                The error is nought; see `results.json`, made by `evaluate.py` from `test.jsonl`.
                """
            ).decode(),
        ),
        "LICENSE": APACHE,
        "config.json": document({"architectures": ["SampleModel"], "torch_dtype": "float32"}),
        "modeling_sample.py": code("Stands for the code that defines the model."),
        "generate.py": code("Stands for the code that runs the model."),
        "evaluate.py": code("Stands for the code that measures the model."),
        "prepare_data.py": code("Stands for the code that makes the training data."),
        "requirements.txt": b"# Python's own library suffices.\n",
        "data/train.jsonl": b'{"x": 0, "y": 0.0}\n{"x": 1, "y": 0.8414709848078965}\n',
        "test.jsonl": b'{"x": 2, "y": 0.9092974268256817}\n',
        "results.json": document({"error": 0.0}),
        "sample_outputs.md": b"# Sample outputs\n\nAsked for the sine of 0, it says 0.\n",
        "checkpoint-1/model.safetensors": weights(start=1),
        "DATA_CARD.md": text(
            """
            # Data

            ## Composition

            Pairs of a number and its sine.

            ## Collection process

            Computed; see `prepare_data.py`.
            """
        ),
        "technical_report.md": b"# Technical report\n\nThe sine was written down in one step.\n",
        "paper.pdf": paper("A sample of weightcheck, not a paper"),
    }
)

# What is not in the folder, stated by the publisher: it counts where that is asked for.
DECLARED = release(
    {
        "LICENSE": APACHE,
        "openness-declaration.yaml": text(
            """
            # What the publisher states about what is not in this folder.
            by: Example Laboratory
            date: '2026-05-11'
            components:
              architecture: {location: 'https://example.org/sample/model', licence: Apache-2.0}
              data-card: {location: 'https://example.org/sample/data', licence: CC-BY-4.0}
              evaluation-results: {location: 'https://example.org/sample/results', licence: CC-BY-4.0}
              technical-report:
                location: 'https://example.org/sample/report'
                licence: CC-BY-4.0
                statement: 'Version 2, with all that was tried'
            data-information:
              description: {statement: 'Section 3 of the report describes all data'}
              public-data: {statement: 'None was used'}
              third-party-data: {statement: 'None was used'}
            withheld: [intermediate-parameters]
            """
        ),
    }
)

# MARK: Descriptions by the Model Openness Framework

COMPONENTS = {
    3: [
        ("Model architecture", "Apache-2.0"),
        ("Model parameters (Final)", "CDLA-Permissive-2.0"),
        ("Model card", "CC-BY-4.0"),
        ("Data card", "CC-BY-4.0"),
        ("Technical report", "CC-BY-4.0"),
        ("Evaluation results", "CC-BY-4.0"),
    ],
    2: [
        ("Training code", "Apache-2.0"),
        ("Inference code", "Apache-2.0"),
        ("Evaluation code", "Apache-2.0"),
        ("Evaluation data", "CDLA-Permissive-2.0"),
        ("Supporting libraries and tools", "Apache-2.0"),
    ],
    1: [
        ("Datasets", "CDLA-Permissive-2.0"),
        ("Data preprocessing code", "Apache-2.0"),
        ("Model parameters (Intermediate)", "CDLA-Permissive-2.0"),
        ("Research paper", "CC-BY-4.0"),
    ],
}


def description(openness, changes=None):
    """The YAML of a release of a class: 1 to 3, or 0 for unclassified."""
    listed = COMPONENTS[3] if openness != 0 else COMPONENTS[3][:3]
    for level in (2, 1):
        if 0 < openness <= level:
            listed = listed + COMPONENTS[level]
    name = f"Sample of class {openness}" if openness else "Sample without class"
    lines = [
        "framework:",
        "  name: 'Model Openness Framework'",
        "  version: '1.0'",
        "  date: '2024-12-15'",
        "release:",
        f"  name: '{name}'",
        "  version: '1.0'",
        "  date: '2026-05-11'",
        "  type: other",
        "  architecture: other",
        "  origin: ''",
        "  producer: 'Example Laboratory'",
        "  license: {}",
        "  components:",
    ]
    for component, licence in listed:
        lines.append(f"    - name: '{component}'")
        lines.append("      description: 'A sample of weightcheck'")
        lines.append(f"      license: {licence}")
    return "\n".join(lines).encode() + b"\n"


MOF = {f"class-{number}.yml": description(number) for number in range(4)} | {
    # A component that the framework does not have.
    "malformed.yml": description(3).replace(b"'Model card'", b"'Modal card'"),
}


def main():
    # What an earlier version of this script made must not stay.
    shutil.rmtree(ROOT, ignore_errors=True)
    folders = FINDINGS | {"clean": CLEAN, "declared": DECLARED, "mof": MOF}
    for folder, files in folders.items():
        for name, content in files.items():
            path = ROOT / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    main()
