# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""Bills of materials that `openness` writes, held against the libraries of both formats."""

import collections
import copy
import io
import json

import pyshacl
import pytest
import spdx_shapes
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from evidence import WEIGHTS, files_of, flip, make_release, refused, sha256, verified
from rdflib import Graph
from spdx_python_model import v3_0_1 as spdx

# rdflib's own reader of JSON-LD uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

CARD = """---
license: apache-2.0
language: [en, de]
base_model: example/base
base_model_relation: finetune
pipeline_tag: text-classification
datasets: [example/train, "example/a b#c%d"]
model-index:
- name: tiny
  results:
  - task: {type: text-classification}
    dataset: {type: example/test, name: test}
    metrics: [{type: accuracy, value: 0.5}]
---
# Tiny

## Bias, Risks, and Limitations

Too small.
"""
HOSTILE_CARD = """---
license: "mit\\u001b[31m\\u202e\\" OR ("
language: ["\\u0000en"]
base_model: "_:b/\\u202e"
datasets: ["https://[", "javascript:alert(1)", "\\uFEFFx", "a\\nb"]
version: "\\u001b]0;x\\u0007"
---
"""
HOSTILE_NAMES = [
    "a b.txt", "a%20b.txt", "a#b.txt", "c:d.txt", "é.txt", "e\u0301.txt", "urn:x", "_:b",
    "\u202egnp.txt", "back\\slash.txt", "quote\".txt", "new\nline.txt", "<b>.txt",
]


def plain(root):
    make_release(root)
    (root / "README.md").write_text(CARD)
    (root / "LICENSE").write_text("Do as you like.\n")
    return root


def hostile(root):
    plain(root)
    (root / "README.md").write_text(HOSTILE_CARD)
    for name in HOSTILE_NAMES:
        (root / name).write_text(name)
    return root


def bare(root):
    """Weights and nothing else."""
    make_release(root)
    for path in [root / "config.json", root / "empty.txt"]:
        path.unlink()
    return root


Bills = collections.namedtuple("Bills", "folder cyclonedx spdx")


def write(weightcheck, folder, out):
    out.mkdir()
    bills = Bills(folder, out / "bill.cdx.json", out / "bill.spdx.json")
    run = weightcheck("openness", folder, "--cyclonedx", bills.cyclonedx, "--spdx", bills.spdx)
    # 1 is a contradiction that the folder shows; the bills are written all the same.
    assert run.status in (0, 1), (run.out, run.err)
    return bills


@pytest.fixture(scope="module", params=["plain", "hostile", "bare", "real"])
def bills(weightcheck, tmp_path_factory, request):
    base = tmp_path_factory.mktemp(request.param)
    if request.param == "real":
        folder = request.getfixturevalue("model").parent
    else:
        folder = globals()[request.param](base / "release")
    return write(weightcheck, folder, base / "bills")


@pytest.fixture(scope="module")
def sample(weightcheck, tmp_path_factory):
    base = tmp_path_factory.mktemp("sample")
    return write(weightcheck, plain(base / "release"), base / "bills")


# MARK: CycloneDX


def schema_error(document):
    text = document if isinstance(document, str) else json.dumps(document)
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)


def test_cyclonedx_is_valid(bills):
    assert schema_error(bills.cyclonedx.read_text()) is None


def licences(document):
    return document["metadata"]["component"]["licenses"]


BAD_CYCLONEDX = {
    "an unknown key": lambda d: d["metadata"]["component"]["modelCard"].update(x=1),
    "an id that is none": lambda d: licences(d).append({"license": {"id": "Apache-9.9"}}),
    "an expression beside": lambda d: licences(d).append({"expression": "MIT OR ISC"}),
    "a short hash": lambda d: next(
        c for c in d["components"] if "hashes" in c)["hashes"][0].update(content="00"),
    "a url that is no IRI": lambda d: d["metadata"]["component"].update(
        externalReferences=[{"type": "website", "url": "https://[ "}]),
}


@pytest.mark.parametrize("name", BAD_CYCLONEDX)
def test_the_validator_of_cyclonedx_sees(sample, name):
    document = json.loads(sample.cyclonedx.read_text())
    BAD_CYCLONEDX[name](document)
    assert schema_error(document) is not None


def test_cyclonedx_says_what_is_known(sample):
    document = json.loads(sample.cyclonedx.read_text())
    model = document["metadata"]["component"]
    assert model["type"] == "machine-learning-model"
    assert "declared" in {c["license"]["acknowledgement"] for c in model["licenses"]}
    files = {c["name"]: c for c in document["components"] if c["type"] == "file"}
    for name, content in files_of(sample.folder).items():
        assert files[name]["hashes"] == [{"alg": "SHA-256", "content": sha256(content)}]
    data = {c["bom-ref"] for c in document["components"] if c["type"] == "data"}
    assert data == {d["ref"] for d in model["modelCard"]["modelParameters"]["datasets"]}


# MARK: SPDX


def spdx_objects(document):
    """Reads as the library does, which refuses unknown properties, wrong types and values."""
    objects = spdx.SHACLObjectSet()
    spdx.JSONLDDeserializer().deserialize_data(document, objects)
    assert not objects.link()
    # Only what is written is held against the counts.
    spdx.JSONLDSerializer().write(objects, io.BytesIO())
    return objects


def shacl(document):
    """Whether the document conforms, and why not."""
    data = copy.deepcopy(document)
    assert data["@context"] == "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    data["@context"] = spdx_shapes.context()
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    assert len(graph) > 5 * len(data["@graph"])
    graph += spdx_shapes.ontology()
    conforms, _, text = pyshacl.validate(graph, shacl_graph=spdx_shapes.shapes())
    return conforms, text


def licence_rule(document):
    """The rule of the AI and dataset profiles, which shapes do not have: packages that break it."""
    graph = document["@graph"]
    types = {e.get("spdxId"): e["type"] for e in graph}
    individual = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
    broken = []
    for package in graph:
        if package["type"] not in ("ai_AIPackage", "dataset_DatasetPackage"):
            continue
        for kind in ("hasDeclaredLicense", "hasConcludedLicense"):
            targets = [
                e["to"] for e in graph
                if e.get("relationshipType") == kind and e["from"] == package["spdxId"]
            ]
            if len(targets) != 1 or len(targets[0]) != 1 or not (
                targets[0][0] == individual
                or types[targets[0][0]] == "simplelicensing_LicenseExpression"
            ):
                broken.append((package["name"], kind))
    return broken


def read(path):
    return json.loads(path.read_text())


def test_spdx_is_read_by_its_library(bills):
    objects = spdx_objects(read(bills.spdx))
    assert len(list(objects.foreach_type("ai_AIPackage"))) >= 1
    (document,) = objects.foreach_type("SpdxDocument")
    profiles = {p.rsplit("/", 1)[1] for p in document.profileConformance}
    assert {"core", "software", "ai", "dataset", "simpleLicensing"} <= profiles


def test_spdx_conforms_to_the_shapes(bills):
    conforms, text = shacl(read(bills.spdx))
    assert conforms, text


def test_spdx_has_one_declared_and_one_concluded_licence(bills):
    assert licence_rule(read(bills.spdx)) == []


def element(document, kind):
    return next(e for e in document["@graph"] if e["type"] == kind)


def relation(document, kind):
    return next(e for e in document["@graph"] if e.get("relationshipType") == kind)


def dataset(document):
    return element(document, "dataset_DatasetPackage")


def creation(document):
    return element(document, "CreationInfo")


def first_hash(document):
    return next(e for e in document["@graph"] if "verifiedUsing" in e)["verifiedUsing"][0]


# What is broken, and the property that the report of the shapes then names.
BAD_SPDX = {
    "no datasetType": (lambda d: dataset(d).pop("dataset_datasetType"), "Dataset/datasetType"),
    "a wrong datasetType": (
        lambda d: dataset(d).update(dataset_datasetType=["words"]), "Dataset/datasetType"),
    "a wrong purpose": (
        lambda d: element(d, "ai_AIPackage").update(software_primaryPurpose="weights"),
        "Software/primaryPurpose"),
    "no time": (lambda d: creation(d).pop("created"), "Core/created"),
    "a time of no zone": (
        lambda d: creation(d).update(created="2026-01-01T00:00:00"), "Core/created"),
    "no maker": (lambda d: creation(d).pop("createdBy"), "Core/createdBy"),
    "a tool for a maker": (
        lambda d: creation(d).update(createdBy=creation(d)["createdUsing"]), "Core/createdBy"),
    "a relationship to nothing": (lambda d: relation(d, "contains").pop("to"), "Core/to"),
    "a wrong relationship": (
        lambda d: relation(d, "contains").update(relationshipType="has"),
        "Core/relationshipType"),
    "no hash value": (lambda d: first_hash(d).pop("hashValue"), "Core/hashValue"),
    "a wrong algorithm": (lambda d: first_hash(d).update(algorithm="SHA-256"), "Core/algorithm"),
    "an abstract class": (
        lambda d: element(d, "software_File").update(type="Artifact"), "rdf:type"),
    "no creation info": (
        lambda d: element(d, "software_File").pop("creationInfo"), "Core/creationInfo"),
    "no expression": (
        lambda d: element(d, "simplelicensing_LicenseExpression").pop(
            "simplelicensing_licenseExpression"),
        "SimpleLicensing/licenseExpression"),
}


@pytest.mark.parametrize("name", BAD_SPDX)
def test_the_shapes_of_spdx_see(sample, name):
    document = read(sample.spdx)
    damage, place = BAD_SPDX[name]
    damage(document)
    conforms, text = shacl(document)
    assert not conforms
    assert "Result Path" in text and place in text


@pytest.mark.parametrize("name", BAD_SPDX)
def test_the_library_of_spdx_sees(sample, name):
    document = read(sample.spdx)
    spdx_objects(document)
    BAD_SPDX[name][0](document)
    with pytest.raises((ValueError, TypeError, NotImplementedError)):
        spdx_objects(document)


@pytest.mark.parametrize("kind", ["hasDeclaredLicense", "hasConcludedLicense"])
def test_the_rule_of_licences_sees(sample, kind):
    document = read(sample.spdx)
    gone = relation(document, kind)
    document["@graph"].remove(gone)
    element(document, "SpdxDocument")["element"].remove(gone["spdxId"])
    assert len(licence_rule(document)) == 1
    # Shapes do not have the rule, so it is tested here.
    conforms, text = shacl(document)
    assert conforms, text
    document = read(sample.spdx)
    document["@graph"].append(dict(relation(document, kind), spdxId="urn:x:twin"))
    assert len(licence_rule(document)) == 1


# MARK: Both


@pytest.mark.parametrize("form", ["cyclonedx", "spdx"])
@pytest.mark.parametrize("kind", [plain, hostile])
def test_verify_reads_what_openness_wrote(weightcheck, tmp_path, kind, form):
    bills = write(weightcheck, kind(tmp_path / "release"), tmp_path / "bills")
    named = ["--manifest", getattr(bills, form), "--unlisted", "fail"]
    verified(weightcheck, bills.folder, *named, form=form, count=len(files_of(bills.folder)))
    flip(bills.folder / WEIGHTS)
    refused(weightcheck, bills.folder, *named, name=WEIGHTS)


def test_the_same_release_gives_the_same_bytes(weightcheck, sample, tmp_path):
    again = write(weightcheck, sample.folder, tmp_path / "bills")
    assert again.cyclonedx.read_bytes() == sample.cyclonedx.read_bytes()
    assert again.spdx.read_bytes() == sample.spdx.read_bytes()
