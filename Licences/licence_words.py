# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""The words of a licence text, as Sources/Openness/Licences/LicenceText.swift finds them.

Both must find the same words: the fingerprints come from here, and files are read there. A test
holds every packaged text against the command.
"""

import hashlib

MASK = (1 << 64) - 1

# Shown as nothing but a mark: they part words and are no part of one.
SEPARATORS = frozenset(
    "\u00a0\u00a7\u00ab\u00ae\u00b4\u00b6\u00b7\u00bb\u2026\u2032\u2033\u2122\u2190\u2192\u2212"
    "\u3001\u3002\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\uff08\uff09\uff0c\uff0e\uff1a\uff1b"
    "\u202f\u205f\u2022\u2023\u2028\u2029\u2043\u2219\u25a0\u25aa\u25cb\u25cf\u25e6\u3000\u0085"
) | frozenset(chr(code) for code in (*range(0x2000, 0x200B), *range(0x2010, 0x2020)))
FOLDED = {
    "\u00a9": "c",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}
TAGS = frozenset(
    "b blockquote body br center code div em h1 h2 h3 h4 h5 h6 hr html i li ol p pre span strong"
    " tt u ul".split()
)
ENTITIES = ("amp;", "gt;", "ldquo;", "lsquo;", "lt;", "mdash;", "nbsp;", "ndash;", "quot;", "rdquo;",
            "rsquo;")
COPYRIGHT_MARKS = frozenset("c copyright copyrights copr".split())
YEAR_WORDS = frozenset("present year years yy yyyy".split())
HOLDER_WORDS = frozenset(
    "affiliates ai al all and at author authors by c co com company contributor contributors"
    " copyright corp da de del der developers di du edu et fullname gmbh holder holders http https"
    " in inc io its la le llc ltd members name net of or org organization others owner owners"
    " project reserved respective rights subsidiaries team the van von www year yyyy".split()
)
# No line with one of these words, or with a word that begins with one of these stems, is a
# copyright line, whatever its form.
BINDING_WORDS = frozenset(
    "can cannot fee fees if may must no non not only paid pay sell shall term terms use used user"
    " users using".split()
)
BINDING_STEMS = tuple(
    "agree allow attrib commerc compet condit consent deriv disclos distribut evaluat except exclu"
    " forbid grant illeg licen limit militar modif noncommerc permi prohib purpos redistribut requir"
    " restrict royalt solely subject subscri surveil territor threshold train unless usage weapon"
    " without".split()
)
TAG = "SPDX-License-Identifier:"
TAG_OPERATORS = ("AND", "OR", "WITH")
MAXIMUM_LINE_BYTES = 160
MAXIMUM_LINE_WORDS = 40
MAXIMUM_HOLDER_WORDS = 14
MAXIMUM_PLAIN_WORDS = 4


def is_mark(character):
    """Whether an ASCII character parts words; control characters do not, so that they show."""
    if character >= "\x7f" or character.isalnum() or character == "~":
        return False
    return character > " " or character in " \t\v\f"


def tag_length(text, start):
    """How many characters a tag without attributes has at start, or 0."""
    index = start + 1
    if text[index : index + 1] == "/":
        index += 1
    name = index
    while index - name < 11 and index < len(text) and text[index].isascii() and text[index].isalnum():
        index += 1
    if text[name:index].lower() not in TAGS:
        return 0
    while index - start < 16 and text[index : index + 1] == " ":
        index += 1
    if text[index : index + 1] == "/":
        index += 1
    return index + 1 - start if text[index : index + 1] == ">" else 0


def split(line):
    """The words of a line, each with whether it begins like a name."""
    found, word, named = [], [], False
    index = 0

    def finish():
        if word:
            found.append(("".join(word), named))
            word.clear()

    while index < len(line):
        character = line[index]
        if character == "<" and (length := tag_length(line, index)):
            finish()
            index += length
            continue
        if character == "&":
            entity = next((e for e in ENTITIES if line.startswith(e, index + 1)), None)
            if entity:
                finish()
                index += 1 + len(entity)
                continue
        if character == "~":
            run = 1
            while line[index + run : index + run + 1] == "~":
                run += 1
            if run > 2:
                finish()
                index += run
                continue
            if not word:
                named = False
            word.append("~" * run)
            index += run
            continue
        if character in SEPARATORS or is_mark(character):
            finish()
        else:
            if not word:
                named = "A" <= character <= "Z" or "\u00c0" <= character <= "\u024f"
            word.append(FOLDED.get(character) or
                        (character.lower() if character.isascii() else character))
        index += 1
    finish()
    return found


def is_plain(word):
    return all(c.isascii() and c.isalnum() or "\u00c0" <= c <= "\u024f" for c in word)


def is_copyright(line, words):
    """Whether the line says who holds the copyright and nothing else."""
    if len(line.encode()) > MAXIMUM_LINE_BYTES or not 2 <= len(words) <= MAXIMUM_LINE_WORDS:
        return False
    for word, _ in words:
        if word in BINDING_WORDS or word.startswith(BINDING_STEMS):
            return False
    index = 1 if words[0][0] == "portions" else 0
    marks = signs = 0
    while index < len(words) and words[index][0] in COPYRIGHT_MARKS:
        signs += words[index][0] == "c"
        marks += 1
        index += 1
    if not 1 <= marks <= 3:
        return False
    years = 0
    while index < len(words):
        word = words[index][0]
        is_year = len(word) == 4 and word.isascii() and word.isdigit() and word[:2] in ("19", "20")
        is_short = years and len(word) == 2 and word.isascii() and word.isdigit()
        if not (is_year or is_short or word in YEAR_WORDS):
            break
        years += 1
        index += 1
    if not signs and not years:
        return False
    plain = 0
    if len(words) - index > MAXIMUM_HOLDER_WORDS:
        return False
    for word, named in words[index:]:
        if not is_plain(word) or any(c.isdigit() for c in word):
            return False
        if not named and word not in HOLDER_WORDS:
            plain += 1
    return plain <= MAXIMUM_PLAIN_WORDS


def is_tag(line):
    """Whether the line is an SPDX tag whose value has the form of an expression."""
    if len(line.encode()) > MAXIMUM_LINE_BYTES or TAG not in line:
        return False
    before, value = line.split(TAG, 1)
    if any(c.isalnum() or ord(c) > 0x7E for c in before):
        return False
    parts = value.replace("(", " ").replace(")", " ").split(" ")
    parts = [part for part in parts if part and part not in ("-->", "*/", "#}")]
    if not parts or len(parts) % 2 == 0:
        return False
    return all(
        part in TAG_OPERATORS
        if index % 2
        else all(c.isascii() and (c.isalnum() or c in "-+.:") for c in part)
        for index, part in enumerate(parts)
    )


def words_of(text):
    """The words that count: without copyright lines and SPDX tags."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    kept = []
    after_copyright = False
    for line in text.split("\n"):
        words = split(line)
        if not words:
            continue
        plain = [word for word, _ in words]
        if is_copyright(line, words):
            after_copyright = True
            continue
        if after_copyright and plain == ["all", "rights", "reserved"]:
            continue
        if is_tag(line):
            continue
        after_copyright = False
        kept += plain
    return kept


def digest(words):
    return hashlib.sha256(" ".join(words).encode()).digest()


WORD_HASHES = {}


def word_hash(word):
    """FNV-1a over the word's bytes."""
    value = WORD_HASHES.get(word)
    if value is None:
        value = 0xCBF29CE484222325
        for byte in word.encode():
            value = ((value ^ byte) * 0x100000001B3) & MASK
        WORD_HASHES[word] = value
    return value


def pair_hash(first, second):
    value = (word_hash(first) * 0x9E3779B97F4A7C15 + word_hash(second)) & MASK
    value ^= value >> 32
    value = (value * 0xD6E8FEB86659FD93) & MASK
    return value >> 40


def pairs_of(words):
    return {pair_hash(a, b) for a, b in zip(words, words[1:])}
