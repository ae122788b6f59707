#!/usr/bin/env python3
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Makes the sample releases beside this script, the same bytes every time.

It needs nothing but Python. The weights are numbers of a sine, so that nobody takes them for a model.
The weight manifests among them are made by weightcheck itself: see make-manifests.sh.
"""

import hashlib
import json
import math
import pathlib
import struct

HERE = pathlib.Path(__file__).resolve().parent


def tensor(dtype, shape, start):
    """Bytes of a tensor whose elements follow a sine."""
    count = math.prod(shape)
    if dtype == "F32":
        return struct.pack(f"<{count}f", *(math.sin(start + i) for i in range(count)))
    if dtype == "BF16":
        values = struct.pack(f"<{count}f", *(math.sin(start + i) for i in range(count)))
        return b"".join(values[4 * i + 2 : 4 * i + 4] for i in range(count))
    if dtype == "I64":
        return struct.pack(f"<{count}q", *range(start, start + count))
    raise ValueError(dtype)


def safetensors(tensors, metadata, start=0):
    """A safetensors file; the header is padded so that the data starts at a multiple of 8."""
    header = {"__metadata__": metadata}
    data = b""
    for number, (name, dtype, shape) in enumerate(tensors):
        raw = tensor(dtype, shape, start + number)
        header[name] = {
            "dtype": dtype,
            "shape": list(shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def gguf(metadata, tensors):
    """A GGUF file of version 3, little-endian, alignment 32.

    metadata: (key, value type, value); tensors: (name, shape outermost first, type number, bytes).
    """

    def string(text):
        raw = text.encode()
        return struct.pack("<Q", len(raw)) + raw

    def value(kind, content):
        match kind:
            case "u32":
                return struct.pack("<II", 4, content)
            case "f32":
                return struct.pack("<If", 6, content)
            case "string":
                return struct.pack("<I", 8) + string(content)
            case "strings":
                return struct.pack("<IIQ", 9, 8, len(content)) + b"".join(map(string, content))
        raise ValueError(kind)

    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    head += b"".join(string(key) + value(kind, content) for key, kind, content in metadata)
    data = b""
    for name, shape, number, raw in tensors:
        head += string(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *reversed(shape))
        head += struct.pack("<IQ", number, len(data))
        data += raw + b"\0" * (-len(raw) % 32)
    return head + b"\0" * (-len(head) % 32) + data


def q8_0(count, start):
    """Blocks of 32 signed bytes behind a scale of binary16."""
    blocks = b""
    for block in range(count // 32):
        values = [round(127 * math.sin(start + 32 * block + i)) for i in range(32)]
        blocks += struct.pack("<e32b", 1 / 127, *values)
    return blocks


def write(folder, files):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def main():
    weights = safetensors(
        [
            ("embed.weight", "F32", (8, 4)),
            ("layers.0.attention.weight", "BF16", (4, 4)),
            ("layers.0.attention.bias", "BF16", (4,)),
            ("positions", "I64", (8,)),
        ],
        {"format": "pt", "note": "a sample of weightcheck, not a model"},
    )
    config = json.dumps({"hidden_size": 4, "vocab_size": 8}, indent=2).encode() + b"\n"
    files = {"config.json": config, "model.safetensors": weights}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    )
    write(HERE / "tiny", files | {"SHA256SUMS": sums.encode()})

    # The twin: one bit of the last tensor is another, the manifest is the same.
    tampered = bytearray(weights)
    tampered[-1] ^= 1
    write(
        HERE / "tiny-tampered",
        {"config.json": config, "model.safetensors": bytes(tampered), "SHA256SUMS": sums.encode()},
    )

    write(
        HERE / "gguf",
        {
            "model.gguf": gguf(
                [
                    ("general.architecture", "string", "sample"),
                    ("general.name", "string", "a sample of weightcheck, not a model"),
                    ("general.quantization_version", "u32", 2),
                    ("sample.rope.freq_base", "f32", 10000.0),
                    ("tokenizer.ggml.tokens", "strings", ["<s>", "</s>", "a", "b"]),
                    (
                        "tokenizer.chat_template",
                        "string",
                        "{% for m in messages %}{{ m.content }}\n{% endfor %}",
                    ),
                ],
                [
                    ("token_embd.weight", (4, 32), 8, q8_0(128, 0)),
                    ("blk.0.attn_q.weight", (2, 32), 8, q8_0(64, 1)),
                    ("blk.0.attn_norm.weight", (5,), 0, tensor("F32", (5,), 2)),
                    ("output_norm.weight", (3,), 0, tensor("F32", (3,), 3)),
                ],
            )
        },
    )

    layers = [(f"layers.{i}.weight", "F32", (4, 4)) for i in range(4)]
    shards = {
        f"model-{number + 1:05}-of-00002.safetensors": layers[2 * number : 2 * number + 2]
        for number in range(2)
    }
    index = {
        "metadata": {"total_size": 256},
        "weight_map": {name: file for file, group in shards.items() for name, _, _ in group},
    }
    sharded = {
        file: safetensors(group, {"format": "pt"}, start=2 * number)
        for number, (file, group) in enumerate(shards.items())
    }
    sharded["model.safetensors.index.json"] = json.dumps(index, indent=2).encode() + b"\n"
    write(HERE / "sharded", sharded)
    # The same tensors in one file.
    write(HERE / "resharded", {"model.safetensors": safetensors(layers, {"format": "pt"})})

    # A release for a weight manifest, and its twin: one bit of one tensor is another.
    write(HERE / "attested", files)
    tampered = bytearray(weights)
    tampered[-70] ^= 1
    write(HERE / "attested-tampered", files | {"model.safetensors": bytes(tampered)})


if __name__ == "__main__":
    main()
