# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""Every command in samples/README.md gives the status beside it, and the samples can be made anew."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def commands():
    """The lines of the console blocks: command and status."""
    text = (ROOT / "samples" / "README.md").read_text()
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            match = re.fullmatch(r"\$ (.*\S)\s+# (\d+)", line)
            assert match, f"no status beside: {line}"
            found.append((match[1], int(match[2])))
    return found


def test_there_are_commands():
    assert len(commands()) > 40


@pytest.mark.parametrize("command, status", commands())
def test_readme(tmp_path, command, status):
    """As a reader would type it, with the program in the search path."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "weightcheck").symlink_to(os.path.realpath(os.environ["WEIGHTCHECK"]))
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
    for more in ["", " --json"]:
        run = subprocess.run(
            ["bash", "-c", command + more], cwd=ROOT, env=os.environ | environment,
            capture_output=True)
        assert run.returncode == status, (run.stdout, run.stderr)


def contents(folder):
    return {
        path.relative_to(folder).as_posix():
            os.readlink(path) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def test_the_evidence_can_be_made_anew(tmp_path):
    """The script writes what is there, byte for byte, with nothing but Python."""
    samples = tmp_path / "samples"
    samples.mkdir()
    for name in ["make-samples.py", "make-evidence.py"]:
        shutil.copy(ROOT / "samples" / name, samples / name)
    shutil.copytree(ROOT / "samples" / "gguf", samples / "gguf")
    shutil.copytree(ROOT / "samples" / "evidence", samples / "evidence", symlinks=True)
    python = [sys.executable, "-I", "-S"]
    subprocess.run([*python, samples / "make-evidence.py"], check=True, capture_output=True)
    assert contents(samples / "evidence") == contents(ROOT / "samples" / "evidence")


def test_the_signed_ones_can_be_made_anew(tmp_path):
    """The script makes the same files, signed anew, and leaves no key behind."""
    samples = tmp_path / "samples"
    samples.mkdir()
    shutil.copy(ROOT / "samples" / "make-signed.sh", samples)
    for name in ["tiny", "tiny-tampered"]:
        shutil.copytree(ROOT / "samples" / name, samples / name)
    (tmp_path / "tmp").mkdir()
    run = subprocess.run(
        [samples / "make-signed.sh", os.environ["WEIGHTCHECK"]], capture_output=True,
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")})
    assert run.returncode == 0, run.stderr
    assert not list((tmp_path / "tmp").iterdir())
    made, kept = contents(samples / "signed"), contents(ROOT / "samples" / "signed")
    assert made.keys() == kept.keys()
    for name in made:
        assert b"PRIVATE KEY" not in made[name]
        if name.endswith((".safetensors", "config.json", "SHA256SUMS")):
            assert made[name] == kept[name], name
    assert made["trust/key.pem"] != kept["trust/key.pem"]
    trust = ["--root", samples / "signed" / "trust" / "root.pem"]
    run = subprocess.run(
        [os.environ["WEIGHTCHECK"], "verify", samples / "signed" / "certificate", *trust],
        capture_output=True)
    assert run.returncode == 0, run.stdout


def test_no_private_key_among_them():
    for name, content in contents(ROOT / "samples").items():
        assert isinstance(content, str) or b"PRIVATE KEY" not in content, name


def test_they_are_small():
    assert sum(len(content) for content in contents(ROOT / "samples" / "evidence").values()) < 200_000


def test_the_openness_ones_can_be_made_anew(tmp_path):
    """The script writes what is there, byte for byte, with nothing but Python."""
    samples = tmp_path / "samples"
    samples.mkdir()
    for name in ["make-samples.py", "make-openness.py"]:
        shutil.copy(ROOT / "samples" / name, samples / name)
    shutil.copy(ROOT / "LICENSE", tmp_path / "LICENSE")
    # What an earlier script left behind goes.
    (samples / "openness" / "old").mkdir(parents=True)
    python = [sys.executable, "-I", "-S"]
    subprocess.run([*python, samples / "make-openness.py"], check=True, capture_output=True)
    assert contents(samples / "openness") == contents(ROOT / "samples" / "openness")
    assert not (samples / "openness" / "old").exists()


def test_the_openness_ones_are_small():
    for name, content in contents(ROOT / "samples" / "openness").items():
        limit = 12_000 if name.endswith("/LICENSE") else 4096
        assert len(content) <= limit, name
