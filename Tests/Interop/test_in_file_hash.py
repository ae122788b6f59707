# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""Digests that safetensors files give of themselves, computed as their writers do.

`modelspec.hash_sha256` as the example of Stability-AI/ModelSpec, `sshs_model_hash` as
kohya-ss/sd-scripts: of a file that holds the same tensors and the `ss_` metadata only.
"""

import hashlib
import json
import random

import numpy
from safetensors.numpy import save


def data(content):
    return content[8 + int.from_bytes(content[:8], "little") :]


def claims(run):
    return {
        claim["algorithm"]: (claim["expected"], claim["actual"])
        for claim in run.json["files"][0]["claims"]
    }


def test_both_writers(weightcheck, tmp_path):
    chance = random.Random(1)
    tensors = {
        f"t{number}": numpy.frombuffer(chance.randbytes(4 * chance.randrange(1, 99)), kind)
        for number, kind in enumerate([numpy.float32, numpy.uint8, numpy.float16, numpy.int32] * 9)
    }
    metadata = {"ss_base": "x", "title": "y" * chance.randrange(99)}
    kept = {key: value for key, value in metadata.items() if key.startswith("ss_")}
    metadata["sshs_model_hash"] = hashlib.sha256(data(save(tensors, kept))).hexdigest()
    metadata["modelspec.hash_sha256"] = f"0x{hashlib.sha256(data(save(tensors))).hexdigest()}"
    path = tmp_path / "m.safetensors"
    content = save(tensors, metadata)
    path.write_bytes(content)
    wanted = metadata["sshs_model_hash"]

    run = weightcheck("verify", path, "--json")
    assert run.status == 2
    assert claims(run) == {
        "modelspec.hash_sha256": (wanted, wanted),
        "sshs_model_hash": (wanted, wanted),
    }
    assert not [f for f in run.json["findings"] if f["id"] == "safetensors.hash.mismatch"]

    bad = bytearray(content)
    bad[len(content) - 1 - chance.randrange(len(data(content)))] ^= 1
    path.write_bytes(bad)
    run = weightcheck("verify", path, "--json")
    assert run.status == 2
    actual = hashlib.sha256(data(bytes(bad))).hexdigest()
    assert set(claims(run).values()) == {(wanted, actual)}
    found = [f for f in run.json["findings"] if f["id"] == "safetensors.hash.mismatch"]
    assert len(found) == 2 and all(actual in finding["message"] for finding in found)
    digest = hashlib.sha256(bad).hexdigest()
    beside = weightcheck("verify", path, "--sha256", digest, "--json")
    assert beside.status == 0 and json.dumps(beside.json["findings"]).count(actual) == 2
