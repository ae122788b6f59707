# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""What the tests of evidence share: a small release, its tampered twin, and how both are judged."""

import hashlib
import os
import subprocess
import tempfile

import numpy
import safetensors.numpy

WEIGHTS = "model.safetensors"


def write_weights(path, elements=64, seed=1):
    """A weight file of one tensor, by the safetensors writer."""
    values = numpy.random.default_rng(seed).standard_normal(elements).astype(numpy.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    safetensors.numpy.save_file({"weight": values}, path, metadata={"format": "pt"})


def make_release(root):
    """A release with a file of each kind: a text, a text in a folder, weights in a folder too."""
    write_weights(root / WEIGHTS)
    write_weights(root / "vae" / "part.safetensors", seed=2)
    (root / "config.json").write_text('{"hidden_size": 4}\n')
    (root / "empty.txt").write_bytes(b"")
    return root


def files_of(root):
    """Relative POSIX path to content, in order."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def git_blob(content):
    """The id that git itself gives."""
    answer = subprocess.run(
        ["git", "hash-object", "--stdin"], input=content, capture_output=True, check=True, cwd="/"
    )
    return answer.stdout.decode().strip()


def lfs_pointer(content):
    """The pointer that git-lfs itself writes."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        answer = subprocess.run(
            ["git", "lfs", "pointer", f"--file={file.name}"], capture_output=True, check=True,
            cwd="/")
    return answer.stdout


def flip(path, place=-1):
    """Flips one bit; the size stays."""
    with open(path, "r+b") as file:
        file.seek(place, os.SEEK_END if place < 0 else os.SEEK_SET)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def both(weightcheck, *arguments, status, **options):
    """Runs verify in text and in JSON; both must end with `status`. Gives both runs."""
    text = weightcheck("verify", *arguments, **options)
    assert text.status == status, (text.status, text.out, text.err)
    json = weightcheck("verify", *arguments, "--json", **options)
    assert json.status == status == json.json["status"], (json.status, json.out, json.err)
    return text, json.json


def verified(weightcheck, *arguments, form, state="absent", count=None, **options):
    """The release is verified, by evidence of this form in this state of signature."""
    text, json = both(weightcheck, *arguments, status=0, **options)
    named = "--manifest" in arguments
    assert json["verdict"] == "verified"
    assert json["assurance"] == ("manifest" if named else "local")
    assert text.last_line.startswith("matches: " if named else "consistent: ")
    used = [m for m in json["manifests"] if m["used"]]
    assert form in {m["form"] for m in used}, used
    assert {m["signature"]["state"] for m in used if m["form"] == form} == {state}
    if count is not None:
        good = [f for f in json["files"] if f["verdict"] == "verified"]
        assert len(good) == count, [(f["path"], f["verdict"]) for f in json["files"]]
    for file in json["files"]:
        for claim in file["claims"]:
            if claim["verdict"] == "verified":
                assert claim["expected"] == claim["actual"]
    return text, json


def refused(weightcheck, *arguments, name, **options):
    """Something does not match: the file is named in text and in JSON."""
    text, json = both(weightcheck, *arguments, status=1, **options)
    assert json["verdict"] == "failed"
    assert text.last_line.startswith("failed: ") and name in text.last_line
    bad = [f["path"] for f in json["files"] if f["verdict"] == "mismatch"]
    assert len(bad) == 1 and bad[0].endswith(name), bad
    assert any(r["status"] == 1 and r["path"].endswith(name) for r in json["reasons"])
    return text, json
