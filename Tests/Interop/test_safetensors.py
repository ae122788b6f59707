# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""inspect and digest against PyPI safetensors, on its own files, real ones and damaged ones."""

import hashlib
import json
import random
import struct
import unicodedata

import ml_dtypes
import numpy
import pytest
import safetensors
import safetensors.numpy

# Every name that safetensors 0.8 writes, and the bits of an element.
DTYPES = {
    "BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8,
    "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16,
    "I32": 32, "U32": 32, "F32": 32, "C64": 64, "F64": 64, "I64": 64, "U64": 64,
}


def describe(path):
    """name -> (dtype, shape, bytes) and the metadata, as PyPI safetensors reads them."""
    content = path.read_bytes()
    tensors = {
        name: (info["dtype"], list(info["shape"]), bytes(info["data"]))
        for name, info in safetensors.deserialize(content)
    }
    with safetensors.safe_open(path, framework="numpy") as file:
        return tensors, file.metadata() or {}


def agree(weightcheck, path):
    """Asserts that inspect says of `path` exactly what PyPI safetensors says."""
    run = weightcheck("inspect", path, "--json")
    assert run.status == 0, run.err
    (file,) = run.json["files"]
    tensors, metadata = describe(path)
    content = path.read_bytes()
    assert file["size"] == len(content)
    assert file["metadata"] == metadata
    ours = {tensor["name"]: tensor for tensor in file["tensors"]}
    assert len(ours) == len(file["tensors"]) == len(tensors)
    for name, (dtype, shape, data) in tensors.items():
        tensor = ours[name]
        assert tensor["dtype"] == dtype
        assert tensor["shape"] == shape
        assert tensor["length"] == len(data)
        assert content[tensor["offset"] : tensor["offset"] + tensor["length"]] == data
    assert run.json["totals"]["tensors"] == len(tensors)
    return file


def write(path, tensors, metadata=None):
    """Writes name -> (dtype, shape, bytes) with the reference writer."""
    buffers = {name: numpy.frombuffer(data, numpy.uint8) for name, (_, _, data) in tensors.items()}
    specs = {
        name: safetensors.TensorSpec(
            dtype=dtype, shape=shape, data_ptr=buffers[name].ctypes.data, data_len=len(data)
        )
        for name, (dtype, shape, data) in tensors.items()
    }
    path.write_bytes(bytes(safetensors.serialize(specs, metadata)))
    return path


# What its Python writer calls them; it reads the two F6 types and does not write them.
SPELLINGS = {
    "BOOL": "bool", "F4": "float4_e2m1fn_x2",
    "U8": "uint8", "I8": "int8", "F8_E5M2": "float8_e5m2", "F8_E4M3": "float8_e4m3fn",
    "F8_E8M0": "float8_e8m0fnu", "F8_E4M3FNUZ": "float8_e4m3fnuz",
    "F8_E5M2FNUZ": "float8_e5m2fnuz", "I16": "int16", "U16": "uint16", "F16": "float16",
    "BF16": "bfloat16", "I32": "int32", "U32": "uint32", "F32": "float32", "C64": "complex64",
    "F64": "float64", "I64": "int64", "U64": "uint64",
}


def by_hand(path, entries, metadata=None, pad=8):
    """A file whose header is written here; `entries` is (name, dtype, shape, bytes)."""
    header, data = {}, b""
    if metadata is not None:
        header["__metadata__"] = metadata
    for name, dtype, shape, raw in entries:
        offsets = [len(data), len(data) + len(raw)]
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": offsets}
        data += raw
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-len(text) % pad)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return path


def test_the_real_release(weightcheck, model):
    file = agree(weightcheck, model)
    assert file["format"] == "safetensors"
    assert file["parameters"] == sum(
        numpy.prod(tensor["shape"], dtype=int) for tensor in file["tensors"]
    )


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_read_by_the_reference_reader(weightcheck, tmp_path, dtype):
    raw = random.Random(dtype).randbytes(DTYPES[dtype])
    path = by_hand(tmp_path / "x.safetensors", [("x", dtype, [2, 4], raw)], {"format": "pt"})
    agree(weightcheck, path)


@pytest.mark.parametrize("dtype", SPELLINGS)
def test_every_dtype_written_by_the_reference_writer(weightcheck, tmp_path, dtype):
    raw = random.Random(dtype).randbytes(DTYPES[dtype])
    # Torch counts pairs of four-bit elements; the writer doubles the last dimension.
    shape = [2, 2] if dtype == "F4" else [2, 4]
    path = write(tmp_path / "x.safetensors", {"x": (SPELLINGS[dtype], shape, raw)})
    assert agree(weightcheck, path)["tensors"][0]["dtype"] == dtype


def test_what_numpy_and_ml_dtypes_write(weightcheck, tmp_path):
    names = ["bfloat16", "float8_e4m3fn", "float8_e5m2"]
    arrays = {name: numpy.arange(12).astype(getattr(ml_dtypes, name)) for name in names}
    for name in ["bool", "uint8", "int8", "int16", "uint16", "float16", "int32", "uint32",
                 "float32", "int64", "uint64", "float64", "complex64"]:
        arrays[name] = numpy.arange(12).astype(name).reshape(3, 4)
    arrays["scalar"] = numpy.array(1.5, dtype=numpy.float32)
    arrays["empty"] = numpy.zeros((0, 7), dtype=numpy.float32)
    path = tmp_path / "numpy.safetensors"
    try:
        safetensors.numpy.save_file(arrays, path, metadata={"a": "1", "é": "ü\n\"\\"})
    except Exception:  # older writers know fewer of ml_dtypes' types
        arrays = {k: v for k, v in arrays.items() if k not in names[1:]}
        safetensors.numpy.save_file(arrays, path, metadata={"a": "1", "é": "ü\n\"\\"})
    agree(weightcheck, path)


def test_names_that_are_canonically_equal(weightcheck, tmp_path):
    name = "é"
    twins = [unicodedata.normalize(form, name) for form in ("NFC", "NFD")]
    entries = [(twin, "U8", [1], bytes([i])) for i, twin in enumerate(twins)]
    agree(weightcheck, by_hand(tmp_path / "x.safetensors", entries))


def test_odd_names_and_shapes(weightcheck, tmp_path):
    names = ["", "a\nb", "\x1b[31mred", "\u202eabc", "../x", "a\x00b", "日本", '"\\/', "\U0001f600"]
    entries = [(name, "F32", [], bytes(4)) for name in names]
    entries.append(("deep", "U8", [1] * 20, b"x"))
    entries.append(("none", "F32", [0, 2**64 - 1], b""))
    path = by_hand(tmp_path / "x.safetensors", entries)
    agree(weightcheck, path)
    text = weightcheck("inspect", path, "--tensors", "*").out
    assert b"\x1b" not in text and "\u202e".encode() not in text


def test_a_hundred_thousand_tensors(weightcheck, tmp_path):
    entries = {f"layers.{i}.weight": ("uint8", [1 + i % 3], bytes(1 + i % 3)) for i in range(100_000)}
    agree(weightcheck, write(tmp_path / "many.safetensors", entries))


def test_tensor_digests(weightcheck, model):
    run = weightcheck("digest", model, "--per", "both", "--json")
    (file,) = run.json["files"]
    tensors, _ = describe(model)
    assert file["sha256"] == hashlib.sha256(model.read_bytes()).hexdigest()
    assert {t["name"]: t["sha256"] for t in file["tensors"]} == {
        name: hashlib.sha256(data).hexdigest() for name, (_, _, data) in tensors.items()
    }
    alone = weightcheck("digest", model, "--per", "tensor", "--json").json["files"][0]
    assert alone["sha256"] is None
    assert alone["tensors"] == file["tensors"]


@pytest.mark.parametrize("seed", range(8))
def test_damaged_headers_are_never_read_more_kindly(weightcheck, tmp_path, seed):
    """What we accept the reference reader accepts too, and reads the same way."""
    chance = random.Random(seed)
    good = by_hand(
        tmp_path / "good.safetensors",
        [("a", "F32", [2, 3], bytes(24)), ("b", "U8", [5], bytes(5)), ("c", "I64", [], bytes(8))],
        {"format": "pt"},
    ).read_bytes()
    header = struct.unpack("<Q", good[:8])[0]
    for _ in range(60):
        bad = bytearray(good)
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            action = chance.randrange(4)
            place = chance.randrange(8 + header)
            if action == 0:
                bad[place] ^= 1 << chance.randrange(8)
            elif action == 1:
                bad[place] = chance.choice(b'0123456789"{}[],: \\-.e')
            elif action == 2:
                del bad[place]
                bad[:8] = struct.pack("<Q", max(0, header - 1))
            else:
                bad.insert(place, chance.choice(b'019",[]{} '))
        path = tmp_path / "bad.safetensors"
        path.write_bytes(bad)
        run = weightcheck("inspect", path, "--json")
        if run.status != 0:
            assert run.status in (2, 3)
            continue
        findings = {finding["id"] for finding in run.json["files"][0]["findings"]}
        if "safetensors.dtype.unknown" in findings:
            continue
        agree(weightcheck, path)
