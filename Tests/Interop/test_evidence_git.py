# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""Clones that git and git-lfs make, verified by the pointers of their commit; hostile ones."""

import os
import shutil
import subprocess
import time

import pytest
from evidence import WEIGHTS, both, flip, lfs_pointer, make_release, refused, verified

ENVIRONMENT = {
    "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "HOME": "/nonexistent",
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(folder, *arguments, **environment):
    subprocess.run(
        ["git", "-C", folder, *arguments], check=True, capture_output=True,
        env=ENVIRONMENT | environment)


@pytest.fixture(scope="module")
def remote(tmp_path_factory):
    """A bare repository with its LFS objects, and a configuration that uses git-lfs."""
    base = tmp_path_factory.mktemp("git")
    config = base / "config"
    for key, value in {
        "filter.lfs.clean": "git-lfs clean -- %f",
        "filter.lfs.smudge": "git-lfs smudge -- %f",
        "filter.lfs.process": "git-lfs filter-process",
        "filter.lfs.required": "true", "init.defaultBranch": "main",
        "protocol.file.allow": "always",
    }.items():
        subprocess.run(["git", "config", "--file", config, key, value], check=True)
    ENVIRONMENT["GIT_CONFIG_GLOBAL"] = str(config)
    work = base / "work"
    subprocess.run(["git", "init", "-q", "--bare", base / "remote"], check=True, env=ENVIRONMENT)
    subprocess.run(["git", "init", "-q", work], check=True, env=ENVIRONMENT)
    make_release(work)
    (work / ".gitattributes").write_text("*.safetensors filter=lfs diff=lfs merge=lfs -text\n")
    git(work, "add", ".")
    git(work, "commit", "-q", "-m", "a release")
    git(work, "remote", "add", "origin", (base / "remote").as_uri())
    git(work, "lfs", "push", "--all", "origin")
    git(work, "push", "-q", "origin", "main")
    return base / "remote"


@pytest.fixture
def clone(remote, tmp_path):
    git(tmp_path, "clone", "-q", remote.as_uri(), "clone")
    folder = tmp_path / "clone"
    assert (folder / WEIGHTS).read_bytes()[8:9] == b"{"
    return folder


def test_a_clone(weightcheck, clone):
    verified(weightcheck, clone, form="git", count=2)
    verified(weightcheck, clone / WEIGHTS, form="git", count=1)
    verified(weightcheck, clone / "vae", form="git", count=1)
    verified(weightcheck, clone / "vae" / "part.safetensors", form="git", count=1)
    verified(weightcheck, ".", form="git", count=2, cwd=clone)
    # Packed references, a detached HEAD, one pack: all are the same clone.
    git(clone, "pack-refs", "--all")
    git(clone, "gc", "-q")
    verified(weightcheck, clone, form="git", count=2)
    git(clone, "checkout", "-q", "--detach")
    verified(weightcheck, clone, form="git", count=2)


@pytest.mark.parametrize("name", [WEIGHTS, "vae/part.safetensors"])
def test_a_damaged_clone(weightcheck, clone, name):
    flip(clone / name)
    for path in [clone, clone / name]:
        refused(weightcheck, path, name=name)
    # Content that git-lfs knows nothing of is no other release either.
    git(clone, "add", name)
    refused(weightcheck, clone, name=name)


def test_a_clone_without_its_weights(weightcheck, clone):
    (clone / WEIGHTS).unlink()
    text, _ = both(weightcheck, clone, status=2)
    assert WEIGHTS in text.last_line and "missing" in text.last_line


def test_a_shallow_clone(weightcheck, remote, tmp_path):
    git(tmp_path, "clone", "-q", "--depth", "1", remote.as_uri(), "clone")
    verified(weightcheck, tmp_path / "clone", form="git", count=2)


def test_pointers_only(weightcheck, remote, tmp_path):
    """What git clones where git-lfs is not installed, or is told to wait."""
    git(tmp_path, "clone", "-q", remote.as_uri(), "clone", GIT_LFS_SKIP_SMUDGE="1")
    folder = tmp_path / "clone"
    assert (folder / WEIGHTS).read_bytes().startswith(b"version https://git-lfs")
    for path in [folder, folder / WEIGHTS]:
        text, _ = both(weightcheck, path, status=2)
        assert "git-LFS pointer" in text.last_line and "git lfs pull" in text.last_line
    git(folder, "lfs", "pull")
    verified(weightcheck, folder, form="git", count=2)


def test_a_repository_without_lfs(weightcheck, tmp_path):
    """SHA-1 of plain git objects verifies no weights."""
    folder = make_release(tmp_path / "plain")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "a release")
    both(weightcheck, folder, status=2)


def test_a_hostile_repository_runs_nothing(weightcheck, clone, tmp_path):
    """Every place where git's configuration names a command names one that leaves a mark."""
    mark = tmp_path / "ran"
    script = tmp_path / "run"
    script.write_text(f"#!/bin/sh\ntouch '{mark}'\nexec cat\n")
    script.chmod(0o755)
    included = tmp_path / "included"
    included.write_text(f'[core]\n\tfsmonitor = {script}\n')
    config = clone / ".git" / "config"
    # That git itself runs it is what makes it hostile.
    subprocess.run(["git", "config", "--file", config, "core.fsmonitor", script], check=True)
    subprocess.run(["git", "-C", clone, "status"], env=ENVIRONMENT, capture_output=True)
    assert mark.exists()
    mark.unlink()
    for key in [
        "core.sshCommand", "core.pager", "core.editor", "core.gitProxy", "core.hooksPath",
        "core.askPass", "core.alternateRefsCommand", "pager.ls-tree", "pager.cat-file",
        "alias.ls-tree", "alias.cat-file", "diff.external", "diff.lfs.textconv",
        "diff.lfs.command", "filter.lfs.clean", "filter.lfs.smudge", "filter.lfs.process",
        "credential.helper", "gpg.program", "uploadpack.packObjectsHook", "merge.lfs.driver",
        "trace2.eventTarget", "remote.origin.uploadpack", "remote.origin.vcs",
    ]:
        value = f"!{script}" if key.startswith(("alias.", "credential.")) else script
        subprocess.run(["git", "config", "--file", config, key, value], check=True)
    for key, value in {
        "include.path": included, "extensions.partialClone": "origin",
        "remote.origin.promisor": "true", "remote.origin.url": f"ext::{script} %S",
        "protocol.ext.allow": "always", "core.worktree": tmp_path, "core.bare": "false",
        "core.attributesFile": tmp_path / "attributes",
    }.items():
        subprocess.run(["git", "config", "--file", config, key, value], check=True)
    hooks = clone / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ["post-checkout", "fsmonitor-watchman", "post-index-change", "pre-auto-gc"]:
        shutil.copy(script, hooks / hook)
    (clone / ".gitconfig").write_text(f"[core]\n\tfsmonitor = {script}\n")

    verified(weightcheck, clone, form="git", count=2)
    flip(clone / WEIGHTS)
    refused(weightcheck, clone, name=WEIGHTS)
    assert not mark.exists()


def hostile(name):
    """Changes a clone so that it leads out of itself."""

    def change(clone):
        git_folder = clone / ".git"
        elsewhere = clone.parent / "elsewhere"
        if name == "gitdir":
            shutil.move(git_folder, elsewhere)
            git_folder.write_text(f"gitdir: {elsewhere}\n")
        elif name == "link":
            shutil.move(git_folder, elsewhere)
            git_folder.symlink_to(elsewhere)
        elif name == "alternates":
            (git_folder / "objects" / "info").mkdir(exist_ok=True)
            (git_folder / "objects" / "info" / "alternates").write_text(f"{elsewhere}\n")
        elif name == "objects link":
            shutil.move(git_folder / "objects", elsewhere)
            (git_folder / "objects").symlink_to(elsewhere)
        elif name == "HEAD":
            (git_folder / "HEAD").write_text("ref: refs/heads/../../../../../../etc/passwd\n")
        elif name == "HEAD loop":
            (git_folder / "HEAD").write_text("ref: refs/heads/main\n")
            (git_folder / "refs" / "heads" / "main").write_text("ref: refs/heads/main\n")
        elif name == "HEAD option":
            (git_folder / "HEAD").write_text("--output=" + str(elsewhere) + "\n")
        elif name == "damaged object":
            for path in (git_folder / "objects").rglob("*"):
                if path.is_file():
                    path.chmod(0o644)
                    path.write_bytes(b"\x00" * 64)
    return change


@pytest.mark.parametrize(
    "name",
    ["gitdir", "link", "alternates", "objects link", "HEAD", "HEAD loop", "HEAD option",
     "damaged object"])
def test_a_repository_that_leads_elsewhere(weightcheck, clone, name):
    """Nothing is verified by it, and the reason is told."""
    hostile(name)(clone)
    _, json = both(weightcheck, clone, status=2)
    (evidence,) = [m for m in json["manifests"] if m["path"].endswith(".git")]
    assert not evidence["used"] and evidence["notUsedBecause"]
    elsewhere = clone.parent / "elsewhere"
    assert elsewhere.exists() == (name in ("gitdir", "link", "objects link"))


def commit(folder, tree):
    """Makes `tree` the current commit's."""
    made = subprocess.run(["git", "-C", folder, "commit-tree", "-m", "a tree", tree], check=True,
                          capture_output=True, env=ENVIRONMENT).stdout.decode().strip()
    git(folder, "update-ref", "HEAD", made)


def store(folder, content, kind="blob"):
    return subprocess.run(
        ["git", "-C", folder, "hash-object", "-w", "-t", kind, "--literally", "--stdin"],
        input=content, check=True, capture_output=True, env=ENVIRONMENT).stdout.decode().strip()


def entry(name, identifier, mode=b"100644"):
    return mode + b" " + name.encode() + b"\0" + bytes.fromhex(identifier)


def test_a_tree_that_lists_a_file_twice(weightcheck, clone):
    """Both pointers count: neither can hide the other."""
    content = (clone / WEIGHTS).read_bytes()
    good = store(clone, lfs_pointer(content))
    bad = store(clone, lfs_pointer(content[::-1]))
    for first, second in [(good, bad), (bad, good)]:
        commit(clone, store(clone, entry(WEIGHTS, first) + entry(WEIGHTS, second), "tree"))
        assert weightcheck("verify", clone).status == 1


@pytest.mark.parametrize("name", ["../out.safetensors", ".git/config", "/etc/passwd", "..", "."])
def test_a_tree_with_names_that_lead_out(weightcheck, clone, name):
    content = (clone / WEIGHTS).read_bytes()
    pointer = store(clone, lfs_pointer(content))
    commit(clone, store(clone, entry(name, pointer) + entry(WEIGHTS, pointer), "tree"))
    # git writes no such tree, so nothing of it is believed.
    run = weightcheck("verify", clone, "--json")
    assert run.status == 2
    assert all(f["verdict"] == "unclaimed" for f in run.json["files"])
    assert name not in {f["path"] for f in run.json["files"]} or name == ".git/config"


def test_a_tree_of_a_billion_files(weightcheck, clone):
    """Few objects that list each other; the answer comes soon, and nothing is established."""
    pointer = store(clone, lfs_pointer((clone / WEIGHTS).read_bytes()))
    tree = store(clone, b"".join(entry(f"f{n}", pointer) for n in range(10)), "tree")
    for _ in range(8):
        tree = store(
            clone, b"".join(entry(f"d{n}", tree, b"40000") for n in range(10)), "tree")
    commit(clone, tree)
    begin = time.monotonic()
    assert weightcheck("verify", clone).status == 2
    assert time.monotonic() - begin < 30


def test_a_link_in_place_of_the_weights(weightcheck, clone, tmp_path):
    """Even to the very bytes, if they lie outside."""
    (clone / WEIGHTS).rename(tmp_path / "outside")
    (clone / WEIGHTS).symlink_to(tmp_path / "outside")
    both(weightcheck, clone, status=2)


def test_no_git_in_the_way(weightcheck, clone, tmp_path):
    """A program called git in the search path is not the one that is asked."""
    mark = tmp_path / "ran"
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n")
    fake.chmod(0o755)
    command = os.environ["WEIGHTCHECK"]
    run = subprocess.run(
        [command, "verify", clone], capture_output=True,
        env={"PATH": f"{fake.parent}:{os.environ['PATH']}", "GIT_DIR": str(tmp_path),
             "GIT_OBJECT_DIRECTORY": str(tmp_path), "GIT_EXEC_PATH": str(fake.parent)})
    assert run.returncode == 0 and not mark.exists()
