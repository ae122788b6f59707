# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""inspect and verify against PyPI gguf, on files that its writer wrote, and on damaged ones.

Its reader checks less than ggml's and than ours, so it is an oracle for good files only.
"""

import hashlib
import math
import random

import gguf
import numpy
import pytest
from gguf import GGMLQuantizationType, GGUFEndian, GGUFValueType

BOTH_ORDERS = [GGUFEndian.LITTLE, GGUFEndian.BIG]

NAMES = {
    GGUFValueType.UINT8: "u8", GGUFValueType.INT8: "i8", GGUFValueType.UINT16: "u16",
    GGUFValueType.INT16: "i16", GGUFValueType.UINT32: "u32", GGUFValueType.INT32: "i32",
    GGUFValueType.FLOAT32: "f32", GGUFValueType.BOOL: "bool", GGUFValueType.STRING: "string",
    GGUFValueType.ARRAY: "array", GGUFValueType.UINT64: "u64", GGUFValueType.INT64: "i64",
    GGUFValueType.FLOAT64: "f64",
}

# Values at the edges of every type but strings and arrays.
VALUES = {
    GGUFValueType.UINT8: [0, 1, 255],
    GGUFValueType.INT8: [-128, -1, 127],
    GGUFValueType.UINT16: [0, 258, 65535],
    GGUFValueType.INT16: [-32768, -1, 32767],
    GGUFValueType.UINT32: [0, 16909060, 2**32 - 1],
    GGUFValueType.INT32: [-(2**31), -1, 2**31 - 1],
    GGUFValueType.FLOAT32: [0.0, -0.0, 1.5, 0.1, 1e-45, 3.4028234663852886e38, math.inf, -math.inf,
                            math.nan],
    GGUFValueType.BOOL: [False, True],
    GGUFValueType.STRING: ["a", "é日本\U0001f600", "a\nb\t\"\\\x00\x1b[31m", "x" * 5000],
    GGUFValueType.UINT64: [0, 2**53 + 1, 2**64 - 1],
    GGUFValueType.INT64: [-(2**63), -1, 2**63 - 1],
    GGUFValueType.FLOAT64: [0.0, -0.0, 0.1, 5e-324, 1.7976931348623157e308, math.inf, -math.inf,
                            math.nan],
}


def write(path, tensors=(), values=(), endian=GGUFEndian.LITTLE, alignment=None, **options):
    """Writes (name, array, type or None) and (key, value, type, element type or None)."""
    writer = gguf.GGUFWriter(path, "llama", endianess=endian, **options)
    writer.add_quantization_version(2)
    if alignment is not None:
        writer.add_custom_alignment(alignment)
    for key, value, kind, element in values:
        writer.add_key_value(key, value, kind, element)
    for name, array, kind in tensors:
        writer.add_tensor(name, array, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def same(ours, theirs, kind):
    """Whether a JSON value is the number, text or truth value that the reader decoded."""
    if kind in (GGUFValueType.FLOAT32, GGUFValueType.FLOAT64):
        # NaN and the infinities are text in JSON.
        assert isinstance(ours, str) == (not math.isfinite(theirs))
        exact = numpy.float32 if kind == GGUFValueType.FLOAT32 else numpy.float64
        left, right = exact(ours), exact(theirs)
        return (numpy.isnan(left) and numpy.isnan(right)) or left.tobytes() == right.tobytes()
    return type(ours) is type(theirs) and ours == theirs


def elements(field):
    """The raw bytes of an array's elements, from the parts that the reader keeps."""
    # key length, key, type, element type, count, then the elements' own parts
    return b"".join(part.tobytes() for part in field.parts[5:])


def agree(weightcheck, path, findings=frozenset()):
    """Asserts that inspect says of `path` exactly what PyPI gguf says."""
    run = weightcheck("inspect", path, "--json")
    assert run.status == 0, run.err
    full = weightcheck("inspect", path, "--json", "--metadata")
    assert full.status == 0
    (file,), (whole,) = run.json["files"], full.json["files"]
    reader = gguf.GGUFReader(path)
    assert file["format"] == "gguf"
    assert file["formatVersion"] == reader.fields["GGUF.version"].contents() == 3
    assert file["byteOrder"] == ("big" if reader.endianess == GGUFEndian.BIG else "little")
    assert file["size"] == path.stat().st_size
    assert {finding["id"] for finding in file["findings"]} == findings
    content = path.read_bytes()

    assert len(file["tensors"]) == len(reader.tensors)
    for ours, theirs in zip(file["tensors"], reader.tensors):
        assert ours["name"] == theirs.name
        assert ours["dtype"] == theirs.tensor_type.name
        # Ours is outermost first, as numpy prints it; theirs is as in the file.
        assert ours["shape"] == theirs.shape.tolist()[::-1]
        assert ours["offset"] == theirs.data_offset
        assert ours["length"] == theirs.n_bytes
        assert content[ours["offset"] : ours["offset"] + ours["length"]] == theirs.data.tobytes()
    totals = run.json["totals"]
    assert totals["tensors"] == len(reader.tensors)
    assert totals["bytes"] == sum(tensor.n_bytes for tensor in reader.tensors)
    assert totals["parameters"] == sum(tensor.n_elements for tensor in reader.tensors)

    fields = {key: f for key, f in reader.fields.items() if not key.startswith("GGUF.")}
    assert list(file["metadata"]) == list(fields) == list(whole["metadata"])
    assert list(file["metadataTypes"]) == list(fields)
    for key, field in fields.items():
        ours, all_of_it = file["metadata"][key], whole["metadata"][key]
        kind = field.types[0]
        if kind != GGUFValueType.ARRAY:
            assert file["metadataTypes"][key] == NAMES[kind]
            assert same(ours, field.contents(), kind), key
            assert same(all_of_it, field.contents(), kind), key
            continue
        element = field.types[1]
        assert file["metadataTypes"][key] == f"array<{NAMES[element]}>"
        if element == GGUFValueType.ARRAY:  # the reader flattens them
            assert ours == all_of_it
            assert ours["type"] == "array" and ours["first"] == []
            assert ours["count"] == field.parts[4][0]
            assert ours["sha256"] == hashlib.sha256(elements(field)).hexdigest()
            continue
        theirs = field.contents()
        assert len(all_of_it) == len(theirs)
        assert all(same(left, right, element) for left, right in zip(all_of_it, theirs)), key
        if len(theirs) <= 1000:
            assert ours == all_of_it or element in (GGUFValueType.FLOAT32, GGUFValueType.FLOAT64)
            continue
        assert list(ours) == ["type", "count", "sha256", "first"]
        assert ours["type"] == NAMES[element]
        assert ours["count"] == len(theirs)
        assert ours["sha256"] == hashlib.sha256(elements(field)).hexdigest()
        assert ours["first"] == all_of_it[:8]
    return file


def numbers(count, dtype, seed=1):
    raw = random.Random(seed).randbytes(count * numpy.dtype(dtype).itemsize)
    return numpy.frombuffer(raw, dtype=dtype)


def small(path, endian=GGUFEndian.LITTLE):
    """A file of a few kilobytes that has something of everything."""
    values = [
        (f"value.{kind.name.lower()}", VALUES[kind][-1], kind, None) for kind in VALUES
    ] + [
        ("tokenizer.ggml.tokens", ["<s>", "é", "c"], GGUFValueType.ARRAY, None),
        ("tokenizer.ggml.scores", [0.5, -1.0], GGUFValueType.ARRAY, None),
        ("tokenizer.chat_template", "{{ messages }}", GGUFValueType.STRING, None),
    ]
    tensors = [
        ("a.weight", numpy.arange(6, dtype=numpy.float32).reshape(2, 3), None),
        ("b.weight", numbers(5, numpy.float16), None),
        ("c.weight", numbers(2 * 34, numpy.uint8).reshape(2, 34), GGMLQuantizationType.Q8_0),
    ]
    return write(path, tensors, values, endian)


@pytest.mark.parametrize("endian", BOTH_ORDERS)
def test_a_small_file(weightcheck, tmp_path, endian):
    file = agree(weightcheck, small(tmp_path / "x.gguf", endian))
    assert [tensor["shape"] for tensor in file["tensors"]] == [[2, 3], [5], [2, 32]]


@pytest.mark.parametrize("endian", BOTH_ORDERS)
def test_metadata_of_every_type(weightcheck, tmp_path, endian):
    values = []
    for kind, samples in VALUES.items():
        for number, sample in enumerate(samples):
            values.append((f"value.{kind.name.lower()}.{number}", sample, kind, None))
        values.append((f"array.{kind.name.lower()}", samples, GGUFValueType.ARRAY, kind))
        values.append((f"one.{kind.name.lower()}", samples[:1], GGUFValueType.ARRAY, kind))
    values.append(("nested", [[1, 2], [3], [-4, 5, 6]], GGUFValueType.ARRAY, None))
    path = write(tmp_path / "x.gguf", [("t", numbers(4, numpy.float32), None)], values, endian)
    agree(weightcheck, path, {"gguf.array.nested"})


@pytest.mark.parametrize("endian", BOTH_ORDERS)
@pytest.mark.parametrize("count", [1000, 1001, 40_000])
def test_long_arrays(weightcheck, tmp_path, endian, count):
    kinds = [kind for kind in VALUES if kind != GGUFValueType.STRING]
    values = [
        (f"array.{kind.name.lower()}", (VALUES[kind] * count)[:count], GGUFValueType.ARRAY, kind)
        for kind in kinds
    ]
    values.append(
        ("tokenizer.ggml.tokens", [f"token é {i}" for i in range(count)], GGUFValueType.ARRAY, None)
    )
    path = write(tmp_path / "x.gguf", [("t", numbers(4, numpy.float32), None)], values, endian)
    file = agree(weightcheck, path)
    listed = [isinstance(value, list) for key, value in file["metadata"].items() if "array" in key]
    assert listed == [count <= 1000] * len(kinds)


def test_empty_texts_and_arrays(weightcheck, tmp_path):
    """The writer leaves them out, so they are written past it."""
    path = write(
        tmp_path / "x.gguf",
        [("t", numbers(4, numpy.float32), None)],
        [("empty.text", "", GGUFValueType.STRING, None),
         ("empty.texts", ["", ""], GGUFValueType.ARRAY, GGUFValueType.STRING)],
    )
    file = agree(weightcheck, path)
    assert file["metadata"]["empty.text"] == "" and file["metadata"]["empty.texts"] == ["", ""]


def test_chat_templates(weightcheck, tmp_path):
    plain = "{% for m in messages %}{{ m.content }} é{% endfor %}"
    attack = "{{ ''.__class__.__mro__ }}"  # CVE-2024-34359
    for template, ids in [(plain, set()), (attack, {"gguf.chatTemplate.internals"})]:
        values = [
            ("tokenizer.chat_template", template, GGUFValueType.STRING, None),
            ("tokenizer.chat_template.tool_use", plain * 1000, GGUFValueType.STRING, None),
        ]
        path = write(tmp_path / "x.gguf", [("t", numbers(4, numpy.float32), None)], values)
        file = agree(weightcheck, path, ids)
        assert file["chatTemplates"] == [
            {"key": key, "length": len(text.encode()),
             "sha256": hashlib.sha256(text.encode()).hexdigest()}
            for key, text, _, _ in values
        ]


# Its writer gives Q8_1 40 bytes, where ggml's block_q8_1 has 36; Q2_0 it does not know.
QUANTISED = [t for t in GGMLQuantizationType if t != GGMLQuantizationType.Q8_1]


@pytest.mark.parametrize("endian", BOTH_ORDERS)
@pytest.mark.parametrize("kind", QUANTISED, ids=lambda kind: kind.name)
def test_every_type_that_the_writer_writes(weightcheck, tmp_path, kind, endian):
    _, size = gguf.GGML_QUANT_SIZES[kind]
    tensors = [
        (f"t{rows}", numbers(rows * blocks * size, numpy.uint8).reshape(rows, blocks * size), kind)
        for rows, blocks in [(1, 1), (3, 2), (5, 7)]
    ]
    tensors.append(("deep", numbers(24 * size, numpy.uint8).reshape(2, 3, 4, size), kind))
    file = agree(weightcheck, write(tmp_path / "x.gguf", tensors, endian=endian))
    assert {tensor["dtype"] for tensor in file["tensors"]} == {kind.name}


@pytest.mark.parametrize(
    "kind", [t for t in QUANTISED if t.name in ("Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "BF16",
                                                "TQ1_0", "TQ2_0", "MXFP4")],
    ids=lambda kind: kind.name,
)
def test_what_the_quantiser_makes(weightcheck, tmp_path, kind):
    try:
        data = gguf.quants.quantize(numpy.linspace(-1, 1, 6 * 512, dtype=numpy.float32).reshape(6, 512), kind)
    except NotImplementedError:
        pytest.skip(f"gguf does not quantise to {kind.name}")
    file = agree(weightcheck, write(tmp_path / "x.gguf", [("t", data, kind)]))
    assert file["tensors"][0]["shape"] == [6, 512]
    assert file["parameters"] == 6 * 512


@pytest.mark.parametrize("endian", BOTH_ORDERS)
def test_numpy_types_and_shapes(weightcheck, tmp_path, endian):
    tensors = []
    for dtype in ["float16", "float32", "float64", "int8", "int16", "int32", "int64"]:
        for shape in [(7,), (2, 3), (2, 3, 5), (2, 3, 5, 7), (1, 1, 1, 1)]:
            name = f"{dtype}.{'x'.join(map(str, shape))}"
            tensors.append((name, numbers(math.prod(shape), dtype).reshape(shape), None))
    tensors.append(("scalar", numpy.array(1.5, dtype=numpy.float32), None))
    file = agree(weightcheck, write(tmp_path / "x.gguf", tensors, endian=endian))
    assert file["tensors"][-1]["shape"] == []


@pytest.mark.parametrize("alignment", [1, 2, 8, 32, 64, 4096])
def test_alignment(weightcheck, tmp_path, alignment):
    tensors = [(f"t{i}", numbers(i, numpy.int8), None) for i in range(1, 9)]
    path = write(tmp_path / "x.gguf", tensors, alignment=alignment)
    file = agree(weightcheck, path, {"gguf.alignment"} if alignment < 8 else set())
    assert all(tensor["offset"] % alignment == 0 for tensor in file["tensors"])


def test_odd_names(weightcheck, tmp_path):
    names = ["a\nb", "\x1b[31mred", "\u202eabc", "../x", "日本", '"\\/', "\U0001f600", " "]
    tensors = [(name, numbers(1, numpy.float32), None) for name in names]
    path = write(tmp_path / "x.gguf", tensors)
    agree(weightcheck, path)
    text = weightcheck("inspect", path, "--tensors", "*").out
    assert b"\x1b" not in text and "\u202e".encode() not in text


def test_a_hundred_thousand_tensors(weightcheck, tmp_path):
    tensors = [(f"layers.{i}.weight", numpy.zeros(1 + i % 3, numpy.int8), None) for i in range(100_000)]
    writer = gguf.GGUFWriter(tmp_path / "many.gguf", "llama")
    # The writer looks for each name in all of its shards; one shard keeps that quick.
    for name, array, _ in tensors:
        writer.add_tensor(name, array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    file = agree(weightcheck, tmp_path / "many.gguf")
    assert len(file["tensors"]) == 100_000


def test_split_files(weightcheck, tmp_path):
    """Each file of a split set is a good file of its own."""
    tensors = [(f"t{i}", numbers(3 + i, numpy.float32), None) for i in range(7)]
    write(tmp_path / "model.gguf", tensors, split_max_tensors=3, small_first_shard=True)
    shards = sorted(tmp_path.glob("model-*.gguf"))
    assert [shard.name for shard in shards] == [
        f"model-{number:05d}-of-00004.gguf" for number in range(1, 5)
    ]
    seen = []
    for number, shard in enumerate(shards):
        missing = set() if number == 0 else {"gguf.key.missing"}
        file = agree(weightcheck, shard, missing)
        assert file["metadata"]["split.no"] == number
        assert file["metadata"]["split.count"] == 4
        assert file["metadata"]["split.tensors.count"] == 7
        seen += [tensor["name"] for tensor in file["tensors"]]
    assert seen == [name for name, _, _ in tensors]


def test_tensor_digests(weightcheck, tmp_path):
    path = small(tmp_path / "x.gguf")
    (file,) = weightcheck("digest", path, "--per", "both", "--json").json["files"]
    assert file["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert {t["name"]: t["sha256"] for t in file["tensors"]} == {
        tensor.name: hashlib.sha256(tensor.data.tobytes()).hexdigest()
        for tensor in gguf.GGUFReader(path).tensors
    }


@pytest.mark.parametrize("endian", BOTH_ORDERS)
def test_proper_prefixes(weightcheck, tmp_path, endian):
    path = small(tmp_path / "x.gguf", endian)
    good = path.read_bytes()
    digest = hashlib.sha256(good).hexdigest()
    assert weightcheck("verify", path, "--sha256", digest).status == 0
    chance = random.Random(3)
    lengths = [0, 1, 3, 4, 7, 8, 16, 23, 24, len(good) - 1, len(good) - 32, len(good) - 33]
    lengths += chance.sample(range(len(good)), 100)
    for length in lengths:
        path.write_bytes(good[:length])
        run = weightcheck("inspect", path, "--json")
        assert run.status in (2, 3), (length, run.out)
        run = weightcheck("verify", path, "--sha256", digest)
        assert run.status in (1, 2, 3), (length, run.out)


@pytest.mark.parametrize("endian", BOTH_ORDERS)
def test_flipped_bytes(weightcheck, tmp_path, endian):
    """What is read of a damaged file may be anything, but it is never the original."""
    path = small(tmp_path / "x.gguf", endian)
    good = path.read_bytes()
    digest = hashlib.sha256(good).hexdigest()
    chance = random.Random(4)
    for _ in range(200):
        bad = bytearray(good)
        place = chance.randrange(len(bad))
        bad[place] ^= chance.randrange(1, 256)
        path.write_bytes(bad)
        run = weightcheck("inspect", path, "--json", "--metadata")
        assert run.status in (0, 1, 2, 3, 4), (place, run.out)
        if run.status == 0:
            (file,) = run.json["files"]
            assert file["size"] == len(good)
        run = weightcheck("verify", path, "--sha256", digest)
        assert run.status in (1, 2, 3, 4), (place, run.out)


def test_what_the_lax_reader_takes_and_ggml_refuses(weightcheck, tmp_path):
    """formats.md 2.2: PyPI gguf accepts gaps, short blocks and more; here they are faults."""
    path = small(tmp_path / "x.gguf")
    good = path.read_bytes()
    reader = gguf.GGUFReader(path)
    fields = {tensor.name: tensor.field for tensor in reader.tensors}
    places = {}
    for name, field in fields.items():
        places[name] = field.offset + sum(part.nbytes for part in field.parts[:-1])
    for name in ["b.weight", "c.weight"]:
        bad = bytearray(good)
        bad[places[name]] ^= 4  # an offset that is not aligned
        path.write_bytes(bad)
        run = weightcheck("inspect", path)
        assert run.status in (2, 3) and b"begins at" in run.err, run.err
