# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""stats against numpy and ml_dtypes for what is exact, and exact arithmetic for what is rounded."""

import fractions
import hashlib
import json
import math
import pathlib
import random

import gguf
import ml_dtypes
import numpy
import pytest
import safetensors.numpy
from test_safetensors import by_hand

FLOATS = {
    "F64": numpy.float64, "F32": numpy.float32, "F16": numpy.float16, "BF16": ml_dtypes.bfloat16,
    "F8_E4M3": ml_dtypes.float8_e4m3fn, "F8_E5M2": ml_dtypes.float8_e5m2,
}
INTEGERS = {
    "I8": numpy.int8, "U8": numpy.uint8, "I16": numpy.int16, "U16": numpy.uint16,
    "I32": numpy.int32, "U32": numpy.uint32, "I64": numpy.int64, "U64": numpy.uint64,
}
DTYPES = FLOATS | INTEGERS | {"BOOL": numpy.bool_}
# Written by ml_dtypes too; a tensor that stats does not decode still has its digest.
RARE = {
    "F8_E4M3FNUZ": ml_dtypes.float8_e4m3fnuz, "F8_E5M2FNUZ": ml_dtypes.float8_e5m2fnuz,
    "F8_E8M0": ml_dtypes.float8_e8m0fnu,
}
BACKENDS = {"openssl": None, "shani": "sha_ni", "avx2": "avx2", "avx512": "avx512f"}
MOMENTS = ["min", "max", "absmax", "mean", "std", "l2"]
# Around one, two, ... vectors, and around blocks of powers of two.
SIZES = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, 1023, 4095, 4096, 4097,
         8191, 16385, 65535, 65536, 65537]


@pytest.fixture(scope="module", autouse=True)
def there(weightcheck):
    if b"\n  stats " not in weightcheck("--help").out:
        pytest.skip("this weightcheck has no command stats")


def every(dtype):
    """Every element there is of up to 16 bits; of wider ones the edges and random ones."""
    item = numpy.dtype(dtype).itemsize
    if dtype is numpy.bool_:
        return numpy.array([False, True, True])
    if item <= 2:
        return numpy.arange(1 << 8 * item, dtype=f"<u{item}").view(dtype)
    chance = random.Random(str(dtype))
    bits = numpy.frombuffer(chance.randbytes(item * 3001), f"<u{item}").copy()
    if dtype in INTEGERS.values():
        bits[:6] = [0, 1, 2 ** (8 * item - 1) - 1, 2 ** (8 * item - 1), 2 ** (8 * item) - 1, 2**31]
        return bits.view(dtype)
    one, sign = (0x3F800000, 1 << 31) if item == 4 else (0x3FF << 52, 1 << 63)
    infinity = 0x7F800000 if item == 4 else 0x7FF << 52
    least = 1 << (23 if item == 4 else 52)
    edges = [0, 1, 2, least - 1, least, least + 1, one, infinity - 1, infinity, infinity + 1,
             infinity + least // 2, infinity + least - 1]
    edges += [edge | sign for edge in edges]
    bits[: len(edges)] = edges
    return bits.view(dtype)


def ordinary(dtype, count=10_007, seed=0):
    """As weights are: normal numbers, or integers of all sizes."""
    chance = numpy.random.default_rng(seed)
    if dtype is numpy.bool_:
        return chance.random(count) < 0.3
    if dtype in INTEGERS.values():
        limits = numpy.iinfo(dtype)
        return chance.integers(limits.min, limits.max, count, dtype, endpoint=True)
    return (chance.standard_normal(count) * 0.02).astype(dtype)


def doubles(array):
    """The elements widened to float64, which is exact for all floats here."""
    with numpy.errstate(invalid="ignore"):  # a signalling NaN
        return array.reshape(-1).astype(numpy.float64)


def wide(array):
    """The finite elements as exact Python numbers."""
    if array.dtype.kind in "iub":
        return [int(value) for value in array.reshape(-1).tolist()]
    values = doubles(array)
    return values[numpy.isfinite(values)].tolist()


def root(square):
    """The square root of a fraction, right to more digits than a float has; None: no float."""
    shift = max(0, 256 - square.numerator.bit_length() + square.denominator.bit_length())
    found = math.isqrt((square.numerator << 2 * shift) // square.denominator)
    try:
        return float(fractions.Fraction(found, 1 << shift))
    except OverflowError:
        return None


def exact(values):
    """Mean, population standard deviation and Euclidean norm without any rounding before the end.

    What math.fsum does for a sum, for the squares as well.
    """
    ratios = [value.as_integer_ratio() for value in values]
    scale = max(denominator for _, denominator in ratios)
    scaled = [numerator * (scale // denominator) for numerator, denominator in ratios]
    total, squares, count = sum(scaled), sum(value * value for value in scaled), len(scaled)
    mean = fractions.Fraction(total, count * scale)
    variance = fractions.Fraction(count * squares - total * total, (count * scale) ** 2)
    return float(mean), root(variance), root(fractions.Fraction(squares, scale * scale))


def summed(values):
    """The same for many values: every sum is math.fsum's; only differences and squares round."""
    values = numpy.array(values)
    mean = math.fsum(values) / len(values)
    variance = math.fsum((values - mean) ** 2) / len(values)
    return mean, math.sqrt(variance), math.sqrt(math.fsum(values**2))


def counts(array):
    """What can be counted, by numpy; by the type's own idea of what is subnormal."""
    count = array.size
    if array.dtype.kind in "iub":
        zeros = int(count - numpy.count_nonzero(array))
        return {"count": count, "finite": count, "nan": 0, "positiveInfinity": 0,
                "negativeInfinity": 0, "zeros": zeros, "negativeZeros": 0, "subnormals": 0}
    values = doubles(array)
    least = float(ml_dtypes.finfo(array.dtype).smallest_normal)
    zero = values == 0
    found = {
        "finite": numpy.isfinite(values),
        "nan": numpy.isnan(values),
        "positiveInfinity": values == math.inf,
        "negativeInfinity": values == -math.inf,
        "zeros": zero,
        "negativeZeros": zero & numpy.signbit(values),
        "subnormals": ~zero & (numpy.abs(values) < least),
    }
    return {"count": count} | {name: int(numpy.count_nonzero(w)) for name, w in found.items()}


def near(ours, theirs, relative, slack):
    return abs(ours - theirs) <= relative * abs(theirs) + slack


def same(tensor, array, oracle=exact):
    """Asserts that a tensor of the JSON has the digest and the statistics of `array`."""
    where = tensor["name"]
    assert tensor["shape"] == list(array.shape), where
    assert tensor["sha256"] == hashlib.sha256(array.tobytes()).hexdigest(), where
    assert tensor["decoded"] is True, where
    expected = counts(array)
    assert {name: tensor[name] for name in expected} == expected, where
    values = wide(array)
    if not values:
        assert [tensor[name] for name in MOMENTS] == [None] * len(MOMENTS), where
        return
    least, most = min(values), max(values)
    # Equal as numbers; integers to the last digit, beyond what a float can hold.
    assert (tensor["min"], tensor["max"]) == (least, most), where
    largest = max(-least, most)
    assert tensor["absmax"] == largest, where
    for name in ["min", "max", "absmax"]:
        if array.dtype.kind in "iub":
            assert tensor[name] == int(tensor[name]), where
        assert math.copysign(1, tensor[name]) > 0 or tensor[name] != 0, f"{where}: {name} is -0"

    mean, std, l2 = oracle(values)
    # Where even the squares of doubles overflow, null is an answer; a wrong number is not.
    if largest > 1e150:
        if tensor["mean"] is not None:
            assert near(tensor["mean"] / largest, mean / largest, 0, 1e-12), where
        for name, value in [("std", std), ("l2", l2)]:
            assert tensor[name] is None or value is not None, (where, name)
            assert tensor[name] is None or near(tensor[name], value, 1e-10, 0), (where, name)
        return
    # What squares below the least double may lose.
    lost = math.sqrt(len(values)) * 2.0**-537
    assert near(tensor["mean"], mean, 0, 1e-12 * max(abs(mean), largest)), where
    relative = 1e-10 if abs(mean) <= 1000 * std else 1e-6
    tiny = 1e-12 * largest if std == 0 else 0
    assert near(tensor["std"], std, relative, lost + tiny), (where, tensor["std"], std)
    assert near(tensor["l2"], l2, 1e-10, lost), (where, tensor["l2"], l2)


def stats(weightcheck, path, *arguments):
    run = weightcheck("stats", "--json", path, *arguments)
    assert run.status == 0, run.err

    def refuse(text):
        raise AssertionError(f"{text} in JSON")

    document = json.loads(run.out, parse_constant=refuse)
    assert document["schema"] == "weightcheck/stats/1"
    return document


def agree(weightcheck, path, arrays, dtype=None, oracle=exact):
    """Asserts that stats says of a file what the oracles say of name -> array."""
    (file,) = stats(weightcheck, path)["files"]
    tensors = {tensor["name"]: tensor for tensor in file["tensors"]}
    assert len(file["tensors"]) == len(tensors)
    assert tensors.keys() == arrays.keys()
    for name, array in arrays.items():
        assert dtype is None or tensors[name]["dtype"] == dtype
        same(tensors[name], array, oracle)
    return file


def save(path, arrays):
    safetensors.numpy.save_file(arrays, path)
    return path


def findings(document):
    """Every finding in a document, wherever it stands."""
    found, left = [], [document]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            found += value.get("findings", [])
            left += value.values()
        elif isinstance(value, list):
            left += value
    return found


def said(document):
    """What was found of which tensor, in the order of the document."""
    return [(f["id"], f["message"].split("'")[1]) for f in findings(document)]


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_element(weightcheck, tmp_path, dtype):
    array = every(DTYPES[dtype])
    agree(weightcheck, save(tmp_path / "x.safetensors", {"x": array}), {"x": array}, dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_ordinary_numbers(weightcheck, tmp_path, dtype):
    arrays = {"flat": ordinary(DTYPES[dtype])}
    arrays["square"] = ordinary(DTYPES[dtype], 300 * 257, 1).reshape(300, 257)
    arrays["scalar"] = ordinary(DTYPES[dtype], 1, 2).reshape(())
    arrays["none"] = numpy.zeros((0, 7), DTYPES[dtype])
    agree(weightcheck, save(tmp_path / "x.safetensors", arrays), arrays, dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_length_and_alignment(weightcheck, tmp_path, dtype):
    """Tensors that begin at odd bytes, each with its extremes at the ends."""
    arrays, entries = {}, []
    for number, size in enumerate(SIZES):
        array = ordinary(DTYPES[dtype], size, size)
        if size > 1:
            rest = every(DTYPES[dtype])
            array[0], array[-1] = rest[-1], rest[len(rest) // 2]
        arrays[f"x{number}"] = array
        arrays[f"pad{number}"] = numpy.full(1 + number % 7, number, numpy.uint8)
        entries.append((f"x{number}", dtype, [size], array.tobytes()))
        pad = arrays[f"pad{number}"]
        entries.append((f"pad{number}", "U8", [pad.size], pad.tobytes()))
    agree(weightcheck, by_hand(tmp_path / "x.safetensors", entries), arrays)


@pytest.mark.parametrize("dtype", RARE)
def test_rare_types(weightcheck, tmp_path, dtype):
    array = every(RARE[dtype])
    path = by_hand(tmp_path / "x.safetensors", [("x", dtype, [256], array.tobytes())])
    (file,) = stats(weightcheck, path)["files"]
    (tensor,) = file["tensors"]
    if tensor["decoded"]:
        same(tensor, array)
    else:
        assert tensor["sha256"] == hashlib.sha256(array.tobytes()).hexdigest()
        assert [tensor[name] for name in MOMENTS] == [None] * len(MOMENTS)


def test_complex_numbers(weightcheck, tmp_path):
    """The real and the imaginary parts, each as a value of its own."""
    parts = ordinary(numpy.float32, 20_002)
    entry = ("x", "C64", [10_001], parts.tobytes())
    (file,) = stats(weightcheck, by_hand(tmp_path / "x.safetensors", [entry]))["files"]
    (tensor,) = file["tensors"]
    assert tensor["shape"] == [10_001]
    same(tensor | {"shape": [20_002]}, parts)


@pytest.mark.parametrize("dtype", DTYPES)
def test_exponents_and_channels(weightcheck, tmp_path, dtype):
    """By numpy.frexp, and by the greatest of each row."""
    array = ordinary(DTYPES[dtype], 300 * 33).reshape(300, 33)
    rest = every(DTYPES[dtype])
    array.reshape(-1)[: min(rest.size, 7000)] = rest[-7000:]
    path = save(tmp_path / "x.safetensors", {"x": array})
    (file,) = stats(weightcheck, path, "--histogram", "--per-channel")["files"]
    (tensor,) = file["tensors"]
    same(tensor, array)
    bins = [0] * 256
    if array.dtype.kind in "iu":
        for value in array.reshape(-1).tolist():
            bins[126 + abs(value).bit_length() if value else 0] += 1
    else:
        values = doubles(array)
        exponents = 126 + numpy.frexp(values)[1]
        exponents = numpy.where(values == 0, 0, numpy.clip(exponents, 0, 254))
        exponents = numpy.where(numpy.isfinite(values), exponents, 255)
        bins = numpy.bincount(exponents, minlength=256).tolist()
    assert tensor["exponentHistogram"] == bins
    rows = [wide(row) for row in array]
    largest = [max(map(abs, row)) if row else None for row in rows]
    # Of integers of 64 bits the nearest float.
    assert tensor["absmaxPerChannel"] == [None if x is None else float(x) for x in largest]


def test_packed_tensors(weightcheck, tmp_path):
    """As GPTQ writes them: nothing that is said of their elements can be of use."""
    packed = numpy.arange(-4000, 4000, dtype=numpy.int32).reshape(80, 100)
    arrays = {
        "layer.qweight": packed, "layer.qzeros": numpy.zeros((1, 8), numpy.int32),
        "layer.scales": ordinary(numpy.float16, 80), "layer.g_idx": packed.reshape(-1),
    }
    document = stats(weightcheck, save(tmp_path / "x.safetensors", arrays))
    assert findings(document) == []
    (file,) = document["files"]
    for tensor in file["tensors"]:
        array = arrays[tensor["name"]]
        assert tensor["packed"] == (tensor["name"] in ["layer.qweight", "layer.qzeros"])
        if tensor["packed"]:
            assert tensor["decoded"] is False and tensor["dtype"] == "I32"
            octets = array.reshape(-1).view(numpy.uint8)
            same(tensor | {"decoded": True, "shape": list(octets.shape)}, octets)
        else:
            same(tensor, array)


def test_gguf(weightcheck, tmp_path):
    """Little- and big-endian, by the writer of llama.cpp; of blocks only the digest."""
    arrays = {
        "f32": ordinary(numpy.float32, 5_000).reshape(50, 100), "f64": ordinary(numpy.float64, 40),
        "f16": ordinary(numpy.float16, 300), "i8": ordinary(numpy.int8, 33),
        "i16": ordinary(numpy.int16, 34), "i32": ordinary(numpy.int32, 35),
        "i64": ordinary(numpy.int64, 36),
    }
    blocks = ordinary(numpy.uint8, 34 * 6).reshape(3, 68)
    for endian in gguf.GGUFEndian:
        path = tmp_path / f"{endian.name}.gguf"
        writer = gguf.GGUFWriter(path, "llama", endianess=endian)
        for name, array in arrays.items():
            # The writer swaps the array that it is given in place.
            writer.add_tensor(name, array.copy())
        writer.add_tensor("q8_0", blocks.copy(), raw_dtype=gguf.GGMLQuantizationType.Q8_0)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        (file,) = stats(weightcheck, path)["files"]
        tensors = {tensor["name"]: tensor for tensor in file["tensors"]}
        assert tensors.keys() == arrays.keys() | {"q8_0"}
        for name, array in arrays.items():
            order = ">" if endian is gguf.GGUFEndian.BIG else "<"
            stored = array.astype(array.dtype.newbyteorder(order)).tobytes()
            assert tensors[name]["sha256"] == hashlib.sha256(stored).hexdigest(), name
            same(tensors[name] | {"sha256": hashlib.sha256(array.tobytes()).hexdigest()}, array)
        assert tensors["q8_0"]["decoded"] is False and tensors["q8_0"]["min"] is None
        assert tensors["q8_0"]["count"] == 192


def test_far_from_zero(weightcheck, tmp_path):
    """Where a sum of squares around zero would lose the deviation."""
    chance = numpy.random.default_rng(3)
    normal = chance.standard_normal(50_001)
    arrays = {
        "f64": 1e6 + normal,
        "f64.far": 1e9 + normal,
        "f32": (1e6 + normal).astype(numpy.float32),
        "bf16": (256 + normal).astype(ml_dtypes.bfloat16),
        "step": numpy.repeat(numpy.array([0.0, 1e6]), 30_000) + normal[:1],
        "i64": 2**62 + chance.integers(0, 2**40, 50_001),
        "u64": 2**63 + chance.integers(0, 2**40, 50_001, numpy.uint64),
        "constant": numpy.full(50_001, 0.1),
        "constant.f32": numpy.full(50_001, 16777215, numpy.float32),
    }
    agree(weightcheck, save(tmp_path / "x.safetensors", arrays), arrays)


def test_very_large_and_very_small(weightcheck, tmp_path):
    chance = numpy.random.default_rng(4)
    signs = chance.choice([-1.0, 1.0], 5_003)
    arrays = {
        "f32.large": (signs * 3.4e38).astype(numpy.float32),
        "f32.small": (signs * 1e-45).astype(numpy.float32),
        "f64.large": signs * 1.7e308,
        "f64.one": numpy.array([1.7976931348623157e308]),
        "f64.squares": signs * 1e160,
        "f64.small": signs * 5e-324,
        "f64.both": numpy.array([1e149, 1e-149, -1e149, 3e-300]),
        "order": numpy.array([1e16, 1.0, -1e16] * 4_001),
    }
    agree(weightcheck, save(tmp_path / "x.safetensors", arrays), arrays)


def test_only_what_is_not_finite(weightcheck, tmp_path):
    arrays = {
        f"{dtype}.{value}": numpy.full(1_001, value, FLOATS[dtype])
        for dtype in ["F64", "F32", "F16", "BF16", "F8_E5M2"]
        for value in [math.nan, math.inf, -math.inf]
    }
    arrays |= {f"{dtype}.-0": numpy.full(77, -0.0, FLOATS[dtype]) for dtype in FLOATS}
    agree(weightcheck, save(tmp_path / "x.safetensors", arrays), arrays)


def test_findings(weightcheck, tmp_path):
    good = ordinary(numpy.float32)
    nan, infinity = good.copy(), good.astype(ml_dtypes.bfloat16)
    nan[5000], infinity[9999] = math.nan, -math.inf
    entries = [
        ("good", "F32", [good.size], good.tobytes()),
        ("has.nan", "F32", [nan.size], nan.tobytes()),
        ("has.infinity", "BF16", [infinity.size], infinity.tobytes()),
        ("all.zero", "F16", [1000], bytes(2000)),
        ("flags.good", "BOOL", [4], bytes([0, 1, 1, 0])),
        ("flags.bad", "BOOL", [4], bytes([0, 1, 2, 255])),
    ]
    document = stats(weightcheck, by_hand(tmp_path / "x.safetensors", entries))
    assert said(document) == [
        ("tensor.values.nan", "has.nan"),
        ("tensor.values.infinite", "has.infinity"),
        ("tensor.values.allZero", "all.zero"),
        ("tensor.bool.value", "flags.bad"),
    ]
    for finding in document["findings"]:
        assert finding["severity"] == "warning" and not finding["message"].endswith("."), finding
    (file,) = document["files"]
    (flags,) = [tensor for tensor in file["tensors"] if tensor["name"] == "flags.good"]
    same(flags, numpy.array([False, True, True, False]))
    (bad,) = [tensor for tensor in file["tensors"] if tensor["name"] == "flags.bad"]
    assert (bad["count"], bad["finite"], bad["invalidBooleans"]) == (4, 2, 2)


def test_nothing_found_in_good_weights(weightcheck, tmp_path):
    arrays = {dtype: ordinary(DTYPES[dtype]) for dtype in DTYPES}
    assert findings(stats(weightcheck, save(tmp_path / "x.safetensors", arrays))) == []


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Two files with tensors of many sizes and types, one of them longer than any block."""
    folder = tmp_path_factory.mktemp("mixed")
    arrays = {"large": ordinary(ml_dtypes.bfloat16, 9_000_001, 5)}
    arrays |= {f"{d}.every": every(DTYPES[d]) for d in DTYPES}
    save(folder / "a.safetensors", arrays)
    arrays = {f"{d}.{n}": ordinary(DTYPES[d], n, n) for d in DTYPES for n in SIZES + [1_000_003]}
    save(folder / "b.safetensors", arrays)
    return folder


def test_the_same_for_all_numbers_of_threads(weightcheck, mixed):
    first = weightcheck("stats", "--json", mixed, "--threads", "1")
    assert first.status == 0, first.err
    for threads in ["2", "3", "7"]:
        assert weightcheck("stats", "--json", mixed, "--threads", threads).out == first.out
    assert weightcheck("stats", "--json", mixed).out == first.out


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_same_on_all_kernels(weightcheck, mixed, monkeypatch, backend):
    flag = BACKENDS[backend]
    if flag and flag not in pathlib.Path("/proc/cpuinfo").read_text().split():
        pytest.skip(f"this processor has no {flag}")
    first = weightcheck("stats", "--json", mixed)
    assert first.status == 0, first.err
    monkeypatch.setenv("WEIGHTCHECK_KERNELS", backend)
    for threads in ["1", "2", "3", "7"]:
        assert weightcheck("stats", "--json", mixed, "--threads", threads).out == first.out


def test_an_unknown_kernel(weightcheck, model, monkeypatch):
    monkeypatch.setenv("WEIGHTCHECK_KERNELS", "mmx")
    run = weightcheck("stats", model)
    assert run.status == 64 and run.out == b""
    assert b"there are openssl, shani, avx2, avx512" in run.err


def test_verify_and_attest_say_the_same(weightcheck, mixed, tmp_path):
    """The statistics that --stats adds, while the same bytes are held against claims."""
    expected = [file["tensors"] for file in stats(weightcheck, mixed)["files"]]
    manifest = tmp_path / "manifest.json"
    run = weightcheck("attest", mixed, "--stats", "--json", "-o", manifest)
    assert run.status == 0, run.err
    assert [file["tensors"] for file in run.json["statistics"]] == expected
    run = weightcheck("verify", mixed, "--manifest", manifest, "--stats", "--json")
    assert run.status == 0, run.out
    found = [file["statistics"] for file in run.json["files"]]
    # Of what is longer than a chunk, only the chunks were hashed.
    for one, other in zip(found, expected):
        for tensor, measured in zip(one, other, strict=True):
            if measured["length"] > 16 << 20:
                assert tensor["sha256"] is None
                tensor["sha256"] = measured["sha256"]
    assert found == expected
    assert any(tensor["length"] > 16 << 20 for tensor in expected[0])


def test_a_large_tensor(weightcheck, mixed):
    """Many blocks, merged."""
    document = stats(weightcheck, mixed / "a.safetensors")
    (tensor,) = [t for t in document["files"][0]["tensors"] if t["name"] == "large"]
    same(tensor, ordinary(ml_dtypes.bfloat16, 9_000_001, 5), summed)


def test_chosen_tensors(weightcheck, mixed):
    whole = stats(weightcheck, mixed / "b.safetensors")["files"][0]["tensors"]
    some = stats(weightcheck, mixed / "b.safetensors", "--tensors", "F32.*")["files"][0]["tensors"]
    assert some == [tensor for tensor in whole if tensor["name"].startswith("F32.")] != []


def test_the_real_release(weightcheck, model):
    arrays = safetensors.numpy.load_file(model)
    agree(weightcheck, model, arrays, oracle=summed)
