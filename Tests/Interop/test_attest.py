# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""attest against sha256sum, hashlib and PyPI safetensors, on the real release and odd names."""

import bisect
import hashlib
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess

import numpy
import pytest
import safetensors
import safetensors.numpy

CHUNK = 16 << 20


@pytest.fixture(scope="session")
def attested(weightcheck, model, tmp_path_factory):
    """The model folder of the real release with its weight manifest; tests copy it."""
    folder = tmp_path_factory.mktemp("attested") / "minilm"
    shutil.copytree(model.parent, folder)
    run = weightcheck("attest", folder)
    assert run.status == 0, run.err
    return folder


@pytest.fixture
def copy(attested, tmp_path):
    return pathlib.Path(shutil.copytree(attested, tmp_path / "release"))


def predicate(folder):
    return json.loads((folder / "weights.intoto.json").read_bytes())["predicate"]


def segments_of(folder, name="model.safetensors"):
    (entry,) = [e for e in predicate(folder)["files"] if e["path"] == name]
    return entry["segments"]


def failed_of(run, name="model.safetensors"):
    (file,) = [f for f in run.json["files"] if f["path"] == name]
    return file["tensors"]["failed"]


def flip(path, place, bit=0):
    with open(path, "r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


def check_document(folder):
    """Every digest of the manifest, computed anew by hashlib over the stated offsets."""
    document = json.loads((folder / "weights.intoto.json").read_bytes())
    assert document["_type"] == "https://in-toto.io/Statement/v1"
    assert document["predicateType"] == "urn:weightcheck:weight-manifest:v1"
    content = document["predicate"]
    assert content["schema"] == 1 and content["chunkBytes"] == CHUNK
    assert [s["name"] for s in document["subject"]] == [f["path"] for f in content["files"]]
    chunks = 0
    for subject, entry in zip(document["subject"], content["files"]):
        data = (folder / entry["path"]).read_bytes()
        assert subject["digest"] == {"sha256": entry["sha256"]}
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert entry["size"] == len(data)
        assert ("segments" in entry) == (entry["format"] != "other")
        end = 0
        for segment in entry.get("segments", []):
            assert segment["offset"] == end
            end += segment["length"]
            piece = data[segment["offset"] : end]
            assert hashlib.sha256(piece).hexdigest() == segment["sha256"]
            assert ("chunks" in segment) == (len(piece) > CHUNK)
            for number, digest in enumerate(segment.get("chunks", [])):
                part = piece[number * CHUNK : (number + 1) * CHUNK]
                assert hashlib.sha256(part).hexdigest() == digest
                chunks += 1
            assert "chunks" not in segment or len(segment["chunks"]) == -(-len(piece) // CHUNK)
        assert "segments" not in entry or end == len(data)
    return chunks


def test_the_release_is_attested_and_verified(weightcheck, attested):
    run = weightcheck("verify", attested, "--unlisted", "fail", "--json")
    assert run.status == 0
    assert weightcheck("verify", attested, "--whole-file").status == 0
    assert weightcheck("verify", attested / "model.safetensors").status == 0
    (file,) = [f for f in run.json["files"] if f["path"] == "model.safetensors"]
    assert file["sha256"] is None
    assert [(row["algorithm"], row["verdict"]) for row in file["claims"]] == [
        ("sha256", None),
        ("segments", "verified"),
    ]
    assert file["tensors"]["checked"] == file["tensors"]["count"] == 104
    assert check_document(attested) > 1  # the word embeddings have more than 16 MiB


def test_the_document_says_what_safetensors_says(attested):
    data = (attested / "model.safetensors").read_bytes()
    tensors = {s["name"]: s for s in segments_of(attested) if s["kind"] == "tensor"}
    theirs = dict(safetensors.deserialize(data))
    assert set(tensors) == set(theirs)
    for name, info in theirs.items():
        segment = tensors[name]
        assert segment["dtype"] == info["dtype"] and segment["shape"] == list(info["shape"])
        start = segment["offset"]
        assert data[start : start + segment["length"]] == bytes(info["data"])


def test_one_flipped_bit_is_named(weightcheck, copy):
    """In the header, the first tensor, the last byte and at 100 random places."""
    model = copy / "model.safetensors"
    segments = segments_of(copy)
    starts = [s["offset"] for s in segments]
    size = model.stat().st_size
    chance = random.Random(3)
    places = [0, 7, 8, 9, segments[0]["length"] - 1, segments[1]["offset"], size - 1]
    places += [chance.randrange(size) for _ in range(100)]
    for place in places:
        bit = chance.randrange(8)
        flip(model, place, bit)
        run = weightcheck("verify", copy, "--json")
        flip(model, place, bit)
        assert run.status == 1, place
        failed = failed_of(run)
        segment = segments[bisect.bisect_right(starts, place) - 1]
        if segment["kind"] == "header":
            assert failed[0]["kind"] == "header", place
        else:
            (failure,) = failed
            assert failure["kind"] == "tensor" and failure["name"] == segment["name"], place
            assert failure["offset"] <= place < failure["offset"] + failure["length"], place
            assert failure["length"] <= CHUNK
            if "chunks" in segment:
                assert failure["chunk"] == (place - segment["offset"]) // CHUNK
                assert failure["expected"] == segment["chunks"][failure["chunk"]]
            else:
                assert failure["chunk"] is None and failure["expected"] == segment["sha256"]
            assert failure["actual"] != failure["expected"]
    assert weightcheck("verify", copy).status == 0


def test_a_file_cut_off_or_extended(weightcheck, copy):
    model = copy / "model.safetensors"
    size = model.stat().st_size
    with open(model, "ab") as file:
        file.write(b"\0")
    assert weightcheck("verify", copy).status == 1
    for length in [size - 1, size // 2, 20000, 9, 8, 7, 0]:
        os.truncate(model, length)
        run = weightcheck("verify", copy, "--json")
        assert run.status == 1, length
        assert failed_of(run)[-1]["actual"] is None


def test_a_changed_config_is_named(weightcheck, copy):
    config = copy / "config.json"
    config.write_bytes(config.read_bytes().replace(b"12", b"13", 1))
    run = weightcheck("verify", copy, "--json")
    assert run.status == 1
    assert [(r["code"], r["path"]) for r in run.json["reasons"]] == [
        ("file.mismatch", "config.json")
    ]
    assert weightcheck("verify", copy).last_line == (
        "failed: config.json is not what was claimed"
    )


def test_a_missing_file_is_named(weightcheck, copy):
    (copy / "tokenizer.json").unlink()
    assert weightcheck("verify", copy).status == 2
    assert weightcheck("verify", copy, "--missing", "report").status == 0
    (copy / "model.safetensors").unlink()
    assert weightcheck("verify", copy, "--missing", "report").status == 2


def test_the_same_document_for_any_number_of_threads(weightcheck, attested):
    documents = {
        weightcheck("attest", attested, "-o", "-", "--threads", n).out for n in ["1", "2", "4", "7"]
    }
    assert len(documents) == 1


def test_sha256sum_checks_what_attest_writes(weightcheck, tmp_path):
    root = tmp_path / "release"
    root.mkdir()
    names = [b"plain", b"two words", b"back\\slash", b"new\nline", b"ret\rurn", b"-", b" lead",
             b"trail ", b"*star", "naïve-日本".encode(), b"\\", b"\n", b"a\\nb", b"-dash", b"#h"]
    folders = [b"deep", b"de\nep", b"-"]
    for number, name in enumerate(names):
        (root / os.fsdecode(name)).write_bytes(bytes([number]) * number)
    for folder in folders[:2]:
        (root / os.fsdecode(folder)).mkdir()
        for name in names:
            (root / os.fsdecode(folder) / os.fsdecode(name)).write_bytes(name)
    safetensors.numpy.save_file({"a": numpy.zeros(3)}, root / "model.safetensors")
    run = weightcheck("attest", root, "--format", "sha256sums", "--format", "weights")
    assert run.status == 0, run.err
    check = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=root, capture_output=True
    )
    assert check.returncode == 0, check.stderr
    assert check.stdout.count(b": OK") == 3 * len(names) + 1
    assert weightcheck("verify", root, "--unlisted", "fail").status == 0
    (root / "weights.intoto.json").unlink()
    assert weightcheck("verify", root, "--unlisted", "fail").status == 0
    (root / "-").write_bytes(b"changed")
    assert weightcheck("verify", root).status == 1


# The same tensors in other files


def tensors_of(path):
    return safetensors.numpy.load_file(path)


def save_shards(folder, tensors, count, base="model", index=True):
    names = sorted(tensors)
    shards = [names[number::count] for number in range(count)]
    weight_map = {}
    for number, part in enumerate(shards, 1):
        file = f"{base}-{number:05d}-of-{count:05d}.safetensors"
        safetensors.numpy.save_file({n: tensors[n] for n in part}, folder / file, {"format": "np"})
        weight_map.update({name: file for name in part})
    if index:
        total = sum(t.nbytes for t in tensors.values())
        (folder / f"{base}.safetensors.index.json").write_text(
            json.dumps({"metadata": {"total_size": total}, "weight_map": weight_map})
        )


def equivalent(weightcheck, folder):
    run = weightcheck("verify", folder, "--json")
    assert run.status == 2, run.out
    assert {r["code"] for r in run.json["reasons"]} == {"file.equivalent"}
    assert weightcheck("verify", folder, "--accept", "equivalent").status == 0


def not_equivalent(weightcheck, folder):
    accept = ["--accept", "equivalent"]
    for options in ([], accept, [*accept, "--missing", "report"]):
        run = weightcheck("verify", folder, *options, "--json")
        assert run.status in (1, 2), run.out
        assert run.json["verdict"] != "verified"


def test_one_file_saved_as_shards(weightcheck, copy):
    model = copy / "model.safetensors"
    tensors = tensors_of(model)
    model.unlink()
    save_shards(copy, tensors, 4)
    equivalent(weightcheck, copy)
    # A changed value, an extra tensor, one that is gone, another name, type and shape.
    name = "embeddings.LayerNorm.weight"
    assert name in tensors
    one = tensors[name].copy()
    one[0] = numpy.nextafter(one[0], numpy.float32(9))
    less = {n: t for n, t in tensors.items() if n != name}
    for changed in [
        {**tensors, name: one},
        {**tensors, "extra": numpy.zeros(1, numpy.float32)},
        less,
        {**less, name + "x": tensors[name]},
        {**tensors, name: tensors[name].view(numpy.int32)},
        {**tensors, name: tensors[name].reshape(2, -1)},
    ]:
        save_shards(copy, changed, 4)
        not_equivalent(weightcheck, copy)
    save_shards(copy, tensors, 4)
    equivalent(weightcheck, copy)
    os.unlink(copy / "model-00003-of-00004.safetensors")
    not_equivalent(weightcheck, copy)


def test_shards_saved_as_one_file_and_as_other_shards(weightcheck, copy):
    model = copy / "model.safetensors"
    tensors = tensors_of(model)
    for path in [model, copy / "weights.intoto.json"]:
        path.unlink()
    save_shards(copy, tensors, 4)
    assert weightcheck("attest", copy).status == 0
    assert check_document(copy) > 1
    assert weightcheck("verify", copy, "--unlisted", "fail").status == 0
    assert weightcheck("verify", copy / "model.safetensors.index.json").status == 0
    sets = {e["path"]: e.get("set") for e in predicate(copy)["files"]}
    assert [p for p in sets if sets[p] == "model"] == [
        *[f"model-0000{n}-of-00004.safetensors" for n in (1, 2, 3, 4)],
        "model.safetensors.index.json",
    ]
    for path in copy.glob("model*.safetensors*"):
        path.unlink()
    safetensors.numpy.save_file(tensors, model)
    equivalent(weightcheck, copy)
    model.unlink()
    save_shards(copy, tensors, 3, base="pytorch_model")
    equivalent(weightcheck, copy)
    for path in copy.glob("pytorch_model*"):
        path.unlink()
    save_shards(copy, tensors, 3, index=False)
    equivalent(weightcheck, copy)
    # An index under the published path has other bytes than were published.
    save_shards(copy, tensors, 3)
    run = weightcheck("verify", copy, "--accept", "equivalent", "--json")
    assert run.status == 1
    assert ("file.mismatch", "model.safetensors.index.json") in [
        (r["code"], r["path"]) for r in run.json["reasons"]
    ]


def test_saved_anew_under_its_own_name(weightcheck, copy):
    """Equal tensors behind another header are a mismatch, and the text says what is equal."""
    model = copy / "model.safetensors"
    tensors = tensors_of(model)
    safetensors.numpy.save_file(tensors, model, {"format": "changed"})
    run = weightcheck("verify", copy, "--accept", "equivalent", "--json")
    assert run.status == 1
    assert [f["kind"] for f in failed_of(run)] == ["header"]
    (file,) = [f for f in run.json["files"] if f["path"] == "model.safetensors"]
    assert file["tensors"]["equal"] == 104


def test_a_tensor_of_several_chunks(weightcheck, tmp_path):
    root = tmp_path / "release"
    root.mkdir()
    big = numpy.random.default_rng(1).integers(0, 256, 2 * CHUNK + 5, numpy.uint8)
    exact = big[:CHUNK].copy()
    safetensors.numpy.save_file({"big": big, "exact": exact}, root / "model.safetensors")
    assert weightcheck("attest", root).status == 0
    assert check_document(root) == 3
    model = root / "model.safetensors"
    (segment,) = [s for s in segments_of(root) if s.get("name") == "big"]
    for place, chunk in [(0, 0), (CHUNK - 1, 0), (CHUNK, 1), (2 * CHUNK - 1, 1), (2 * CHUNK, 2),
                         (2 * CHUNK + 4, 2)]:
        flip(model, segment["offset"] + place)
        run = weightcheck("verify", root, "--json")
        flip(model, segment["offset"] + place)
        (failure,) = failed_of(run)
        assert run.status == 1 and failure["name"] == "big" and failure["chunk"] == chunk
    # Two chunks that change places.
    data = bytearray(model.read_bytes())
    start = segment["offset"]
    first, second = data[start : start + CHUNK], data[start + CHUNK : start + 2 * CHUNK]
    data[start : start + 2 * CHUNK] = second + first
    model.write_bytes(data)
    run = weightcheck("verify", root, "--json")
    assert run.status == 1 and [f["chunk"] for f in failed_of(run)] == [0, 1]


def test_a_rewritten_manifest_is_read_alike(weightcheck, copy):
    """Tools that sort keys or keep all numbers as doubles change nothing."""
    path = copy / "weights.intoto.json"
    document = json.loads(path.read_bytes())

    def floats(value):
        if isinstance(value, dict):
            return {key: floats(item) for key, item in value.items()}
        if isinstance(value, list):
            return [floats(item) for item in value]
        return float(value) if isinstance(value, int) else value

    for text in [
        json.dumps(document), json.dumps(document, sort_keys=True),
        json.dumps(dict(reversed(document.items())), ensure_ascii=True),
        json.dumps(floats(document), indent=1),
    ]:
        path.write_text(text)
        assert weightcheck("verify", copy, "--unlisted", "fail").status == 0
    for damage, found, named in [
        (lambda d: d["subject"].pop(), 2, 3), (lambda d: d["predicate"]["files"].pop(), 2, 3),
        (lambda d: d["subject"][0]["digest"].update(sha256="0" * 64), 2, 3),
        (lambda d: d["predicate"].update(schema=2), 2, 2),
        # Any other statement speaks of its subjects as whole files; inside the release it is local.
        (lambda d: d.update(predicateType="https://example.org/x/v1"), 0, 2),
    ]:
        damaged = json.loads(json.dumps(document))
        damage(damaged)
        path.write_text(json.dumps(damaged))
        assert weightcheck("verify", copy).status == found
        assert weightcheck("verify", copy, "--manifest", path).status == named


def test_a_header_that_lies_about_its_length(weightcheck, copy):
    model = copy / "model.safetensors"
    with open(model, "r+b") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        for lie in [0, length - 1, length + 8, 1 << 40, (1 << 64) - 1]:
            file.seek(0)
            file.write(struct.pack("<Q", lie))
            file.flush()
            run = weightcheck("verify", copy, "--json")
            assert run.status == 1 and failed_of(run)[0]["kind"] == "header", lie
