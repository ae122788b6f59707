# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""digest --format gguf-hash and verify by such lines, on files that PyPI gguf wrote.

The lines are computed anew here from what its reader finds; their shape is that of the printf in
examples/gguf-hash of ggml-org/llama.cpp: `%-8s  %s  %s`.
"""

import hashlib
import random

import gguf
import numpy
import pytest
from gguf import GGMLQuantizationType, GGUFEndian


def write(path, tensors, endian=GGUFEndian.LITTLE, alignment=None):
    writer = gguf.GGUFWriter(path, "llama", endianess=endian)
    if alignment is not None:
        writer.add_custom_alignment(alignment)
    for name, array, kind in tensors:
        writer.add_tensor(name, array, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def lines(path, name):
    """What gguf-hash --sha256 prints of a file that is called so on its command line."""
    content = path.read_bytes()
    whole = hashlib.sha256()
    text = b""
    for tensor in gguf.GGUFReader(path).tensors:
        data = content[tensor.data_offset : tensor.data_offset + tensor.n_bytes]
        whole.update(data)
        label = f"{name}:{tensor.name}"
        text += "{:<8}  {}  {}\n".format("sha256", hashlib.sha256(data).hexdigest(), label).encode()
    return text + "{:<8}  {}  {}\n".format("sha256", whole.hexdigest(), name).encode()


def some_tensors(chance, count=40):
    """Lengths around every alignment, types with and without blocks."""
    tensors = []
    for number in range(count):
        if number % 4 == 3:
            blocks = chance.randrange(1, 9)
            data = numpy.frombuffer(chance.randbytes(34 * blocks), dtype=numpy.uint8)
            tensors.append((f"blk.{number}.q", data.reshape(1, -1), GGMLQuantizationType.Q8_0))
        else:
            data = numpy.frombuffer(chance.randbytes(4 * chance.randrange(1, 70)), numpy.float32)
            tensors.append((f"blk.{number}.attn weight:é", data, None))
    return tensors


@pytest.mark.parametrize("endian", [GGUFEndian.LITTLE, GGUFEndian.BIG])
@pytest.mark.parametrize("alignment", [None, 8, 64, 4096])
def test_lines(weightcheck, tmp_path, endian, alignment):
    path = tmp_path / "m.gguf"
    write(path, some_tensors(random.Random(alignment or 1)), endian, alignment)
    run = weightcheck("digest", "m.gguf", "--format", "gguf-hash", cwd=tmp_path)
    assert (run.status, run.out) == (0, lines(path, "m.gguf"))
    run = weightcheck("digest", path, "--format", "gguf-hash", "--threads", "3")
    assert (run.status, run.out) == (0, lines(path, str(path)))


def test_more_than_a_slab(weightcheck, tmp_path):
    """Tensors that end everywhere in what is read at a time, and padding there."""
    chance = random.Random(2)
    tensors = [
        (f"t{number}", numpy.frombuffer(chance.randbytes(count), numpy.uint8), None)
        for number, count in enumerate([262_143, 262_145, 1, 3, 524_288, 1_048_575, 2_000_001, 7])
    ]
    tensors = [(name, data.view(numpy.int8), None) for name, data, _ in tensors]
    path = tmp_path / "m.gguf"
    write(path, tensors)
    run = weightcheck("digest", "m.gguf", "--format", "gguf-hash", cwd=tmp_path)
    assert (run.status, run.out) == (0, lines(path, "m.gguf"))


def test_verify(weightcheck, tmp_path):
    chance = random.Random(3)
    path, sums = tmp_path / "m.gguf", tmp_path / "m.gguf.manifest"
    write(path, some_tensors(chance))
    text = lines(path, "m.gguf")
    sums.write_bytes(text)
    run = weightcheck("verify", path, "--manifest", sums)
    assert run.status == 2 and b"MISMATCH" not in run.out
    good = bytearray(path.read_bytes())
    for tensor in gguf.GGUFReader(path).tensors:
        place = tensor.data_offset + chance.randrange(tensor.n_bytes)
        bad = bytearray(good)
        bad[place] ^= 1 << chance.randrange(8)
        path.write_bytes(bad)
        for part in (text, text.splitlines(keepends=True)[-1]):
            sums.write_bytes(part)
            assert weightcheck("verify", path, "--manifest", sums).status == 1
        sums.write_bytes(text)
        failed = weightcheck("verify", path, "--manifest", sums, "--json").json["files"][0]["tensors"]
        assert [failure["name"] for failure in failed["failed"]] == [tensor.name, None]
    # Metadata and padding are in none of the lines, so nothing can be said of them.
    path.write_bytes(good.replace(b"llama", b"LLAMA", 1))
    assert weightcheck("verify", path, "--manifest", sums).status == 2
