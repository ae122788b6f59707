# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""The recipes in samples/pipelines do what they say, with a small release and a new key."""

import os
import pathlib
import shutil
import subprocess

import pytest
import yaml
from evidence import WEIGHTS, flip, make_release
from signing import PASSPHRASE, Key, openssl

PIPELINES = pathlib.Path(__file__).resolve().parents[2] / "samples" / "pipelines"


def scripts(name):
    """Step to script, by job; what only the service itself can do is left out."""
    document = yaml.safe_load((PIPELINES / name).read_text())
    if "jobs" in document:
        return {
            job: {step["name"]: step["run"] for step in content["steps"]
                  if "run" in step and " gh " not in f" {step['run']}".replace("\n", " ")}
            for job, content in document["jobs"].items()
        }
    return {job: "\n".join(content["script"]) for job, content in document.items()
            if isinstance(content, dict) and "script" in content}


class Runner:
    """Runs scripts as a runner does: in the repository, with the job's variables."""

    def __init__(self, tmp_path):
        self.folder = tmp_path / "project"
        self.folder.mkdir()
        make_release(self.folder / "model")
        programs = tmp_path / "bin"
        programs.mkdir()
        (programs / "weightcheck").symlink_to(os.path.realpath(os.environ["WEIGHTCHECK"]))
        self.key = Key(tmp_path, "release")
        self.protected = tmp_path / "protected.pem"
        openssl("pkcs8", "-topk8", "-in", self.key.path, "-passout", f"pass:{PASSPHRASE}", "-out",
                self.protected)
        self.protected.chmod(0o600)
        shutil.copy(self.key.public, self.folder / "release-key.pem")
        (tmp_path / "tmp").mkdir()
        self.temporary = tmp_path / "tmp"
        self.environment = {
            "PATH": f"{programs}:{os.environ['PATH']}", "TMPDIR": str(self.temporary)}
        self.printed = b""

    def run(self, script, **variables):
        """GitHub's shell is `bash -e`, GitLab's ends at the first failure too."""
        run = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=self.folder,
            env=self.environment | variables, capture_output=True, stdin=subprocess.DEVNULL)
        self.printed += run.stdout + run.stderr
        return run.returncode

    def end(self):
        assert not list(self.temporary.iterdir())
        for secret in [PASSPHRASE.encode(), b"PRIVATE KEY",
                       self.protected.read_bytes().splitlines()[1]]:
            assert secret not in self.printed


@pytest.fixture
def runner(tmp_path):
    made = Runner(tmp_path)
    yield made
    made.end()


def test_github(runner):
    jobs = scripts("github-release.yml")
    assert {job: list(steps) for job, steps in jobs.items()} == {
        "attest": ["Sign", "Hold it against its signature"], "verify": ["Verify before use"]}
    release = {"GITHUB_REPOSITORY": "somebody/a-model", "RELEASE_VERSION": "v1.0"}
    key = {"RELEASE_KEY": runner.protected.read_text(), "RELEASE_PASSPHRASE": PASSPHRASE}
    sign, hold = jobs["attest"].values()
    (verify,) = jobs["verify"].values()
    assert runner.run(sign, **release, **key | {"RELEASE_PASSPHRASE": "wrong"}) != 0
    assert runner.run(sign, **release) != 0
    assert runner.run(hold) != 0
    assert runner.run(sign, **release, **key) == 0
    assert {p.name for p in (runner.folder / "model").iterdir()} >= {
        "model.sig", "weights.intoto.sigstore.json"}
    assert runner.run(hold) == 0
    downloaded = runner.folder / "downloaded"
    downloaded.mkdir()
    shutil.copytree(runner.folder / "model", downloaded / "model")
    assert runner.run(verify, **release) == 0
    assert runner.run(verify, **release | {"RELEASE_VERSION": "v1.1"}) == 1
    assert runner.run(verify, **release | {"GITHUB_REPOSITORY": "somebody/another"}) == 1
    (downloaded / "model" / "more.py").write_text("")
    assert runner.run(verify, **release) == 1
    (downloaded / "model" / "more.py").unlink()
    flip(downloaded / "model" / WEIGHTS)
    assert runner.run(verify, **release) == 1
    flip(downloaded / "model" / WEIGHTS)
    shutil.copy(Key(runner.folder.parent, "other").public, runner.folder / "release-key.pem")
    assert runner.run(verify, **release) == 2


def test_gitlab(runner):
    jobs = scripts("gitlab-ci.yml")
    assert list(jobs) == ["describe", "sign", "verify"]
    tag = {"CI_PROJECT_NAME": "a-model", "CI_COMMIT_TAG": "v1.0"}
    key = {"RELEASE_KEY": str(runner.protected), "RELEASE_PASSPHRASE": PASSPHRASE}
    assert runner.run(jobs["describe"], **tag) == 0
    # The job that signs has no weights.
    away = (runner.folder / "model").rename(runner.folder.parent / "model")
    assert runner.run(jobs["sign"], **tag, **key | {"RELEASE_PASSPHRASE": "wrong"}) != 0
    assert not (runner.folder / "weights.intoto.sigstore.json").exists()
    assert runner.run(jobs["sign"], **tag, **key) == 0
    away.rename(runner.folder / "model")
    assert runner.run(jobs["verify"], **tag | {"CI_COMMIT_TAG": "v0.9"}) == 1
    flip(runner.folder / "model" / WEIGHTS)
    assert runner.run(jobs["verify"], **tag) == 1
    flip(runner.folder / "model" / WEIGHTS)
    assert runner.run(jobs["verify"], **tag) == 0
    assert (runner.folder / "model" / "weights.intoto.sigstore.json").exists()


def test_no_recipe_writes_what_comes_from_outside_into_a_script():
    """An expression in a script would be run as part of it."""
    for path in PIPELINES.glob("*.yml"):
        for job in scripts(path.name).values():
            for script in job.values() if isinstance(job, dict) else [job]:
                assert "${{" not in script
    document = yaml.safe_load((PIPELINES / "github-release.yml").read_text())
    for job in document["jobs"].values():
        assert all("${{" not in step.get("run", "") for step in job["steps"])
        assert job["permissions"].keys() == {"contents"}
