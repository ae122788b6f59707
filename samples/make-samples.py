#!/usr/bin/env python3
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Makes the sample releases beside this script, the same bytes every time.

It needs nothing but Python. The weights are numbers of a sine, so that nobody takes them for a model.
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


def safetensors(tensors, metadata):
    """A safetensors file; the header is padded so that the data starts at a multiple of 8."""
    header = {"__metadata__": metadata}
    data = b""
    for number, (name, dtype, shape) in enumerate(tensors):
        raw = tensor(dtype, shape, number)
        header[name] = {
            "dtype": dtype,
            "shape": list(shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


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


if __name__ == "__main__":
    main()
