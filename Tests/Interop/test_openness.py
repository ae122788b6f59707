# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""What `openness` says of a real release, and what it takes of time and memory.

The limits are generous; what was measured is printed at the end of the run.
"""

import json
import os
import pathlib
import struct
import time

import pytest
from test_evidence_bounds import Measured

ROOT = pathlib.Path(__file__).resolve().parents[2]
APACHE = (ROOT / "LICENSE").read_bytes()
GPL = pathlib.Path("/usr/share/common-licenses/GPL-3")
CARD = b"---\nlicense: apache-2.0\n---\n# Sample\n\nWords.\n\n## Training data\n\nA sine.\n"
SECONDS = 60
MEBIBYTES = 512


def header(count):
    """The header of a safetensors file with one tensor of so many float32."""
    tensor = {"dtype": "F32", "shape": [count], "data_offsets": [0, 4 * count]}
    text = json.dumps({"weight": tensor}).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def make(folder, **files):
    """A release of weights and code that trains, and these files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {"model.safetensors": header(4) + bytes(16), "train.py": b"print('a sample')\n"}
    for name, content in (contents | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def findings(report):
    return [(finding["id"], finding["severity"]) for finding in report["findings"]]


def places(items):
    return [(item["path"], item.get("line"), item["text"]) for item in items]


# MARK: The real release


@pytest.fixture(scope="module")
def folder(model):
    return model.parent


@pytest.fixture(scope="module")
def card(folder):
    """The lines of the card, counted from 1."""
    return [""] + (folder / "README.md").read_text().splitlines()


@pytest.fixture(scope="module")
def report(weightcheck, folder):
    run = weightcheck("openness", folder, "--json")
    assert run.status == 0 and run.err == b""
    return run.json


def test_real_licences(report, card):
    licences = report["licences"]
    assert licences["weights"]["spdx"] == "Apache-2.0"
    assert licences["weights"]["class"] == "osi"
    own = [entry for entry in licences["statements"] if entry["source"] == "card"]
    assert places(entry["evidence"] for entry in own) == [("README.md", 3, "apache-2.0")]
    assert card[3] == "license: apache-2.0"
    around = [entry for entry in licences["statements"] if entry["scope"] == "package"]
    assert {entry["id"] for entry in around} == {"MIT"}
    assert all(".dist-info/" in entry["evidence"]["path"] for entry in around)
    # What is around the release is no contradiction to it.
    assert report["label"]["id"] == "openWeights"
    assert report["restrictions"] == []


def test_real_weights(report, weightcheck, model):
    totals = weightcheck("inspect", model, "--json").json["totals"]
    weights = report["weights"]
    assert weights["parameters"] == totals["parameters"] == 22_713_216 + 512
    assert weights["tensors"] == totals["tensors"] == 104
    assert weights["bytes"] == totals["bytes"]
    assert weights["formats"] == ["safetensors"] and weights["isComplete"]
    assert list(weights["dtypes"]) == ["F32", "I64"]


def test_real_components(report, card):
    rows = {row["name"]: row for row in report["mof"]["components"]}
    states = {name: row["evidence"]["state"] for name, row in rows.items()}
    assert states == {
        "Datasets": "linked",
        "Data preprocessing code": "absent",
        "Model architecture": "linked",
        "Model parameters (Final)": "present",
        "Model metadata": "present",
        "Model parameters (Intermediate)": "absent",
        "Training code": "absent",
        "Inference code": "linked",
        "Evaluation code": "absent",
        "Evaluation data": "absent",
        "Evaluation results": "absent",
        "Supporting libraries and tools": "linked",
        "Model card": "present",
        "Data card": "absent",
        "Technical report": "absent",
        "Research paper": "absent",
        "Sample model outputs": "absent",
    }
    datasets = places(rows["Datasets"]["evidence"]["items"])
    assert len(datasets) == 21
    for path, line, text in datasets:
        assert path == "README.md" and card[line] == f"- {text}"
    assert datasets[0][1] == card.index("datasets:") + 1
    library = places(rows["Inference code"]["evidence"]["items"])
    assert [(line, text) for _, line, text in library] == [(4, "sentence-transformers")]
    assert card[4] == "library_name: sentence-transformers"


def test_real_findings(report, card):
    assert findings(report) == [("OW11", "gap")]
    ((path, line, text),) = places(report["findings"][0]["evidence"])
    assert (path, text) == ("README.md", "train_script.py")
    assert "`train_script.py`" in card[line]
    assert report["mof"]["class"] == 0 and not report["osaid"]["isContradicted"]
    assert report["problems"] == []


def test_every_line_is_the_one_that_is_quoted(report, card):
    """Whatever is said to stand on a line of the card stands there."""
    seen = []

    def walk(value):
        if isinstance(value, list):
            for item in value:
                walk(item)
        elif isinstance(value, dict):
            if value.get("path") == "README.md" and "line" in value:
                assert value["text"] in card[value["line"]], value
                seen.append(value["line"])
            for item in value.values():
                walk(item)

    walk(report)
    assert len(set(seen)) > 25


def test_real_text(weightcheck, folder, release):
    run = weightcheck("openness", folder)
    text = run.out.decode()
    assert run.status == 0
    assert text.startswith("this folder shows: open weights, under an open licence\n")
    assert "Apache-2.0 (README.md): open source (OSI-approved)" in text
    assert "the package around it says MIT" in text
    assert "22.7 M parameters" in text
    assert "'train_script.py'" in text
    assert len(text.splitlines()) <= 24
    whole = weightcheck("openness", release)
    assert whole.status == 0 and "22.7 M parameters" in whole.out.decode()


# MARK: What must not be held against a release


@pytest.mark.parametrize("name", ["OLMo-2-0425-1B", "pythia-70m"])
def test_weights_and_card_alone_are_contradicted_in_nothing(weightcheck, tmp_path, name):
    """Releases that keep code and data elsewhere: a folder's lack is never held against them."""
    words = (
        f"---\nlicense: apache-2.0\nlanguage:\n- en\n---\n# {name.split('-')[0]}\n\n"
        "An open language model; the training code, the data and the evaluation code are in their "
        "own repositories.\n\n- Training code: https://github.com/example/train\n"
        "- Evaluation code: https://github.com/example/eval\n\n## Training data\n\n"
        "[The corpus](https://huggingface.co/datasets/example/corpus) is open.\n"
    )
    config = json.dumps({"architectures": ["ExampleForCausalLM"], "torch_dtype": "float32"})
    folder = tmp_path / name
    make(folder, **{"README.md": words.encode(), "config.json": config.encode()})
    (folder / "train.py").unlink()
    run = weightcheck("openness", folder, "--json")
    assert run.status == 0
    report = run.json
    assert "contradiction" not in [severity for _, severity in findings(report)]
    assert not report["osaid"]["isContradicted"]
    rows = report["osaid"]["elements"] + report["osaid"]["freedoms"]
    assert all(row["evidence"]["state"] != "contradicted" for row in rows)
    assert "closed" not in [row["class"] for row in report["index"]["criteria"]]
    assert "closed" not in [row["lowerBound"] for row in report["index"]["criteria"]]
    assert "not contradicted" in weightcheck("openness", folder).out.decode()


@pytest.mark.skipif(not GPL.exists(), reason="Debian's GPL-3 is not here")
def test_gpl_raises_no_clause(weightcheck, tmp_path):
    card = CARD.replace(b"apache-2.0", b"gpl-3.0")
    folder = make(tmp_path / "release", **{"README.md": card, "LICENSE": GPL.read_bytes()})
    run = weightcheck("openness", folder, "--json")
    assert run.status == 0
    assert run.json["restrictions"] == [] and findings(run.json) == []
    assert run.json["licences"]["weights"]["spdx"] in ("GPL-3.0-only", "GPL-3.0-or-later")
    assert run.json["label"]["id"] == "openWeights"
    assert "commercial" not in weightcheck("openness", folder).out.decode()


@pytest.mark.parametrize(
    "sentence",
    [
        b"The model may not be used for military purposes.\n",
        b"Companies with more than 700 million monthly active users must request a license.\n",
        b"You may not use the outputs to improve any other language model.\n",
        b"Use is permitted for non-commercial research only.\n",
    ],
)
def test_apache_with_a_sentence_more_is_not_apache(weightcheck, tmp_path, sentence):
    licence = APACHE + b"\n" + sentence
    folder = make(tmp_path / "release", **{"README.md": CARD, "LICENSE": licence})
    run = weightcheck("openness", folder, "--json")
    assert run.status == 1
    (finding,) = run.json["findings"]
    assert (finding["id"], finding["severity"]) == ("OW07", "contradiction")
    (stated, added) = places(finding["evidence"])
    assert stated == ("README.md", 2, "apache-2.0")
    assert added[:2] == ("LICENSE", APACHE.count(b"\n") + 2)
    assert added[2].encode() in sentence
    (text,) = run.json["licences"]["texts"]
    assert text["outcome"] == "modified" and text["id"] == "Apache-2.0"
    assert run.json["licences"]["weights"]["spdx"] is None


def test_apache_itself_is_apache(weightcheck, tmp_path):
    folder = make(tmp_path / "release", **{"README.md": CARD, "LICENSE": APACHE})
    run = weightcheck("openness", folder, "--json")
    assert run.status == 0 and findings(run.json) == []
    (text,) = run.json["licences"]["texts"]
    assert (text["outcome"], text["id"]) == ("identified", "Apache-2.0")


# MARK: Time and memory


def test_a_release_of_200_files_takes_less_than_a_second(tmp_path, figures):
    """Real weights are large, so these are too; without hashing nobody reads them."""
    folder = make(tmp_path / "release", **{"README.md": CARD, "LICENSE": APACHE})
    for number in range(60):
        (folder / f"module_{number}.py").write_bytes(b"# SPDX-License-Identifier: MIT\n" * 200)
        make(folder / f"part{number}", **{"config.json": b'{"torch_dtype": "float32"}'})
    for number in range(16):
        path = folder / f"large{number}.safetensors"
        path.write_bytes(header(1 << 28))
        # The data is a hole.
        os.truncate(path, len(header(1 << 28)) + (1 << 30))
    count = sum(path.is_file() for path in folder.rglob("*"))
    assert count >= 200
    best = min(Measured("openness", folder).seconds for _ in range(5))
    run = Measured("openness", folder, "--json")
    assert run.status == 0
    assert json.loads(run.out)["weights"]["files"] == 77
    figures.append(f"openness of {count} files with 16 GiB of weights: {best * 1000:.0f} ms")
    assert best < 1


def front(*lines, body=b"# Sample\n\nWords.\n"):
    return b"---\n" + b"".join(line + b"\n" for line in lines) + b"---\n" + body


def aliases():
    lines = [b"license: mit", b"a: &a [" + b"x," * 9 + b"]"]
    for before, name in zip("abcdefghij", "bcdefghijk"):
        lines.append(f"{name}: &{name} [{f'*{before},' * 9}]".encode())
    return front(*lines)


def listed(key, pattern, count):
    values = (pattern.encode() % number for number in range(count))
    return front(*([b"license: mit"] if key != "license" else []), key.encode() + b":", *values)


MOST = 16 << 20
HOSTILE = {
    "aliases of aliases": (aliases, 3),
    "a card of 50 MB": (lambda: CARD + b"x" * (50 << 20), 3),
    "a line of 16 MiB": (lambda: CARD + b"x" * (MOST - len(CARD)), 0),
    "a value of 15 MiB": (lambda: front(b"license: " + b"x" * (15 << 20)), 3),
    "a hundred thousand data sets": (lambda: listed("datasets", "- owner/d%d", 100_000), 0),
    "a hundred thousand brackets": (lambda: front(b"x: " + b"[" * 100_000), 3),
    "a thousand blocks": (lambda: front(b"x:", *(b" " * n + b"-" for n in range(1, 1000))), 3),
    "a hundred thousand tags of papers": (lambda: listed("tags", "- arxiv:2301.%05d", 99_999), 0),
    "fifty thousand licences": (lambda: listed("license", "- x%d", 50_000), 0),
    "fifty thousand expressions": (
        lambda: listed("license", "- MIT OR LicenseRef-%d", 50_000), 0),
    "fifty thousand bases": (lambda: listed("base_model", "- meta-llama/Llama-2-%d", 50_000), 1),
    "sixty thousand gates": (
        lambda: front(b"license: mit", *(b"extra_gated_%d: x" % n for n in range(60_000))), 1),
    "a million claims": (
        lambda: front(b"license: cc-by-nc-4.0", body=b"# T\n" + b"open source\n" * 1_000_000), 0),
    "headings and links": (
        lambda: front(
            b"license: mit",
            body=b"## Citation\nhttps://arxiv.org/abs/2301.00001 inference code\n" * 200_000), 0),
    "open marks": (lambda: front(b"license: mit", body=b"](`<!--[http://" * 1_000_000), 0),
    "empty lines": (lambda: front(b"license: mit", body=b"\n" * (15 << 20)), 0),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("option", ["--no-progress", "--json"])
def test_hostile_cards_end_soon(tmp_path, figures, name, option):
    content, status = HOSTILE[name]
    folder = make(tmp_path / "release", **{"README.md": content()})
    run = Measured("openness", folder, option)
    figures.append(
        f"openness {option} of {name}: {run.seconds:.2f} s, {run.anonymous:.0f} MB, "
        f"{len(run.out)} bytes"
    )
    assert run.status == status, run.err
    assert (run.err == b"") == (status != 3)
    assert run.seconds < SECONDS
    assert run.anonymous < MEBIBYTES
    if option == "--json":
        json.loads(run.out)


@pytest.mark.parametrize(
    "name, text, status",
    [("changed", APACHE + b"\nNot for military use.\n", 1), ("other", APACHE, 0)],
)
def test_many_licence_files_end_soon(tmp_path, figures, name, text, status):
    texts = {f"LICENSE-{number}": text for number in range(1000)}
    card = listed("license", "- MIT OR LicenseRef-%d", 50_000)
    folder = make(tmp_path / "release", **{"README.md": card}, **texts)
    run = Measured("openness", folder)
    figures.append(f"openness of 1000 {name} licences: {run.seconds:.2f} s")
    assert run.status == status and run.seconds < SECONDS and run.anonymous < MEBIBYTES
