# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""What `weightcheck stats --json` is measured beside: the digest and the statistics of every tensor
of a folder of safetensors files with numpy, one JSON line for each.

usage: python3 peer-statistics.py FOLDER [THREADS]
"""

import concurrent.futures
import hashlib
import json
import math
import pathlib
import sys

import ml_dtypes  # noqa: F401, names bfloat16 and the eight-bit types for numpy
import numpy
from safetensors import safe_open


def describe(job):
    """Statistics of the finite values in float64; the counts say what was left out."""
    path, name = job
    with safe_open(path, framework="numpy") as file:
        tensor = file.get_tensor(name)
    wide = tensor.astype(numpy.float64).reshape(-1)
    finite = numpy.isfinite(wide)
    count = int(numpy.count_nonzero(finite))
    values = wide if count == wide.size else wide[finite]
    record = {
        "path": path.name,
        "name": name,
        "dtype": str(tensor.dtype),
        "shape": list(tensor.shape),
        "sha256": hashlib.sha256(tensor).hexdigest(),
        "count": wide.size,
        "finite": count,
        "nan": int(numpy.count_nonzero(numpy.isnan(wide))),
        "inf": int(numpy.count_nonzero(numpy.isinf(wide))),
        "zeros": int(wide.size - numpy.count_nonzero(wide)),
    }
    if count:
        least, most = float(values.min()), float(values.max())
        record |= {
            "min": least,
            "max": most,
            "absmax": max(-least, most),
            "mean": float(values.mean()),
            "std": float(values.std()),
            "l2": math.sqrt(float(numpy.dot(values, values))),
        }
    return record


def main():
    jobs = []
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.safetensors")):
        with safe_open(path, framework="numpy") as file:
            jobs += [(path, name) for name in file.keys()]
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        for record in pool.map(describe, jobs) if threads > 1 else map(describe, jobs):
            print(json.dumps(record))


main()
