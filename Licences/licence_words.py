# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""The words of a licence text, as Sources/Openness/Licences/LicenceText.swift finds them.

Both must find the same words: the fingerprints come from here, and files are read there. A test
holds every packaged text against the command.
"""

import hashlib
import re

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
    "b blockquote body br center code div em h1 h2 h3 h4 h5 h6 head hr html i li ol p pre span"
    " strong title tt u ul".split()
)
ATTRIBUTE = re.compile(r' (?:class|id|lang)="([A-Za-z0-9]{0,16})"')
ENTITIES = ("amp;", "gt;", "ldquo;", "lsquo;", "lt;", "mdash;", "nbsp;", "ndash;", "quot;", "rdquo;",
            "rsquo;")
COPYRIGHT_MARKS = frozenset("copyright copyrights copr".split())
PREFIX_WORDS = frozenset(
    "code documentation model modifications modified of original parts portions program software"
    " the this version weights work".split()
)
YEAR_WORDS = frozenset("present xxxx year years yy yyyy".split())
MONTHS = ("january february march april may june july august september october november"
          " december").split()
ENDINGS = frozenset(
    "ab ag bv co corp corporation gmbh inc incorporated limited llc llp lp ltd nv oy plc pty sa"
    " sas".split()
)
NAME_TITLES = frozenset("dr jr mr mrs ms prof sr st univ dept inst lab".split())
INSTITUTION_WORDS = frozenset(
    "academy association center centre co college company consortium corp corporation department"
    " foundation group gmbh inc incorporated institute institution laboratories laboratory limited"
    " llc ltd ministry regents research school society technologies technology universities"
    " university".split()
)
PLACE_WORDS = frozenset("at for in on".split())
HOLDER_WORDS = ENDINGS | frozenset(
    "affiliates ai al all an and author authors by company contributor contributors copyright da"
    " de del der developers di du email et fullname holder holders il its la le members name of or"
    " organization other others owner owners project respective subsidiaries team the their van"
    " von year your yyyy".split()
)
# No line with one of these words, or with a word that begins with one of these stems, is a
# copyright line, whatever its form.
BINDING_WORDS = frozenset(
    "after anyone ask ban banned bans before but call can cannot companies confidential contact"
    " customers every everyone expires extra fee fees first if internal may military must nc nd"
    " never no nobody non none not only over paid pay people production proprietary sales secret"
    " sell shall small term terms than trial under us use used user users using".split()
)
BINDING_STEMS = tuple(
    "agree allow attrib commerc compet condit consent deriv disclos distribut evaluat except exclu"
    " forbid grant illeg licen limit militar modif noncommerc permi prohib purpos redistribut requir"
    " restrict royalt solely subject subscri surveil territor threshold train unless usage weapon"
    " without".split()
)
FOREIGN_PARTS = (
    "不得 不可 不能 不许 不允许 不提供 不用于 禁 商业 商業 商用 非商 营利 營利 仅 僅 只 限 须 須 必须 应当 军 軍 武器 付费 收费"
    " 费用 授权 许可 許可 条款 用于 使用 を は に で ない せん のみ こと まで ください 条件 必要 営利 有料"
    " 금지 상업 상용 연구용 불가 허용 제한 유료 문의 사용"
).split()
FOREIGN_STEMS = tuple(
    "военн вправе должн допуска запре исключ использ коммерч кроме лиценз нельзя некоммерч оплат"
    " огранич платн платеж пользов примен разреш соглас только требу услови".split()
)
FOREIGN_WORDS = frozenset("без для и кроме не нет ни".split())
# Cyrillic letters that look like Latin ones.
LOOKALIKES = frozenset("асԁеһіјкӏморԛѕтухѵԝАВСЕНІЈКМОРЅТУХԜУ")
TAG = "SPDX-License-Identifier:"
TAG_OPERATORS = ("AND", "OR", "WITH")
MAXIMUM_LINE_BYTES = 320
MAXIMUM_LINE_WORDS = 60
MAXIMUM_PREFIX_WORDS = 4
MAXIMUM_HOLDER_WORDS = 40
MAXIMUM_NAMES = 4
MAXIMUM_INSTITUTION_NAMES = 6
MAXIMUM_PLAIN_WORDS = 2
MAXIMUM_ADDRESS_WORDS = 12
MAXIMUM_FOREIGN_LETTERS = 24
# What stands between two words, in the order of WordGap.swift.
JOINED, BLANK, COMMA, STOP = range(4)
BLANK_MARKS = frozenset("\t\v\f \u0085\u00a0\u2028\u2029\u202f\u205f\u3000") | frozenset(
    chr(code) for code in range(0x2000, 0x200B))
OPENING_MARKS = frozenset("&(,<[{\u3001\uff08\uff0c\u3008\u300a\u300c\u300e\u3010")
CLOSING_MARKS = frozenset(")>]}\uff09\u3009\u300b\u300d\u300f\u3011")
IDLE_MARKS = frozenset("\"#'*/_`~\u00a7\u00ab\u00ae\u00b4\u00b6\u00bb\u2032\u2033\u2122") | frozenset(
    chr(code) for code in range(0x2018, 0x2020))
STOP_MARKS = frozenset("\u2014\u2015\u3002\uff0e\uff1a\uff1b")


def is_mark(character):
    """Whether an ASCII character parts words; control characters do not, so that they show."""
    if character >= "\x7f" or character.isalnum() or character == "~":
        return False
    return character > " " or character in " \t\v\f"


def tag_length(text, start):
    """How many characters a tag has at start, or 0; attributes only where they hide nothing."""
    if text[start : start + 15].lower() == "<!doctype html>":
        return 15
    index = start + 1
    if text[index : index + 1] == "/":
        index += 1
    name = index
    while index - name < 11 and index < len(text) and text[index].isascii() and text[index].isalnum():
        index += 1
    if text[name:index].lower() not in TAGS:
        return 0
    for _ in range(4):
        attribute = ATTRIBUTE.match(text, index)
        value = attribute[1].lower() if attribute else ""
        if not attribute or value in BINDING_WORDS or value.startswith(BINDING_STEMS):
            break
        index = attribute.end()
    end = index
    while index - end < 8 and text[index : index + 1] == " ":
        index += 1
    if text[index : index + 1] == "/":
        index += 1
    return index + 1 - start if text[index : index + 1] == ">" else 0


def gap_of(marks):
    """What marks, or a tag as "<>", come to."""
    has_blank = has_comma = has_mark = False
    for mark in marks:
        if mark in BLANK_MARKS:
            has_blank = True
        elif mark == "<>":
            has_blank = has_comma = True
        elif mark in OPENING_MARKS:
            has_comma, has_mark = True, False
        elif mark in CLOSING_MARKS:
            has_comma = True
        elif mark in STOP_MARKS:
            has_blank = has_mark = True
        elif mark not in IDLE_MARKS:
            has_mark = True
    if has_mark and has_blank:
        return STOP
    return COMMA if has_comma else BLANK if has_blank else JOINED


def split(line):
    """The words of a line, each with whether it begins like a name, and the gap before it."""
    found, word, marks, named = [], [], [], False
    index = 0

    def finish():
        if word:
            found.append(("".join(word), named, gap_of(marks)))
            word.clear()
            marks.clear()

    while index < len(line):
        character = line[index]
        if character == "<" and (length := tag_length(line, index)):
            finish()
            marks.append("<>")
            index += length
            continue
        if character == "&":
            entity = next((e for e in ENTITIES if line.startswith(e, index + 1)), None)
            if entity:
                finish()
                marks.append(character)
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
            marks.append(character)
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


def is_year(word):
    return len(word) == 4 and word.isascii() and word.isdigit() and word[:2] in ("19", "20")


def is_short_number(word):
    return len(word) <= 2 and word.isascii() and word.isdigit()


def is_copyright(line, words):
    """Whether the line says who holds the copyright and nothing else."""
    if len(line.encode()) > MAXIMUM_LINE_BYTES or not 1 <= len(words) <= MAXIMUM_LINE_WORDS:
        return False
    plain = [word for word, _, _ in words]
    index = 0
    while index < min(len(plain), MAXIMUM_PREFIX_WORDS) and plain[index] in PREFIX_WORDS:
        index += 1
    if (index == 0 and len(words) > 2 and words[0][1] and plain[1] == "copyright"
            and words[1][2] != STOP and plain[0].isascii() and plain[0].isalnum()
            and plain[0] != "c" and plain[0] not in COPYRIGHT_MARKS | BINDING_WORDS
            and not plain[0].startswith(BINDING_STEMS)):
        index = 1
    first_mark = index
    is_called = has_sign = has_date = False
    while index < len(words) and index < first_mark + 3 and (
            index == first_mark or words[index][2] != STOP):
        word = plain[index]
        if word[:1] == "c" and is_year(word[1:]):
            has_sign = has_date = True
        elif word == "c":
            has_sign = True
        elif word in COPYRIGHT_MARKS:
            is_called = True
        else:
            break
        index += 1
    while index < len(words):
        word = plain[index]
        if word in YEAR_WORDS or is_year(word):
            has_date = True
        elif not (has_date and is_short_number(word)):
            following = plain[index + 1] if index + 1 < len(words) else "x"
            is_month = any(word in (month, month[:3]) for month in MONTHS)
            is_number = following.isascii() and following.isdigit()
            if not is_month or not (has_date or is_number):
                break
        index += 1
    if not (has_sign or has_date if is_called else has_sign and has_date):
        return False
    return is_names(words[index:])


def is_names(words):
    """Whether the words are names of holders; see HolderNames.swift."""
    for ending in (["all", "rights", "reserved"], ["all", "rights"]):
        if [word for word, _, _ in words[-len(ending):]] == ending:
            words = words[: -len(ending)]
            break
    if len(words) > MAXIMUM_HOLDER_WORDS:
        return False
    names = plain = 0
    is_institution = needs_institution = False

    def is_closed():
        maximum = MAXIMUM_INSTITUTION_NAMES if is_institution else MAXIMUM_NAMES
        return (names <= maximum and (is_institution or not needs_institution)
                and plain <= MAXIMUM_PLAIN_WORDS)

    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and words[end][2] == JOINED:
            end += 1
        first, named, gap = words[start]
        if start > 0 and (gap != BLANK or first == "and"):
            before = words[start - 1][0]
            is_abbreviated = gap == STOP and (len(before.encode()) == 1 or before in NAME_TITLES)
            if not is_abbreviated:
                if not is_closed():
                    return False
                if gap == STOP and not (end - start > 1 or first in ENDINGS
                                        or before in ENDINGS and first == "and"):
                    return False
                names, is_institution, needs_institution = 0, False, False
        if not all(is_holder_word(words, index, end - start == 1) for index in range(start, end)):
            return False
        if end - start > 1:
            if end - start > MAXIMUM_ADDRESS_WORDS:
                return False
            names += 1
        elif first in INSTITUTION_WORDS:
            is_institution = True
        elif first in PLACE_WORDS:
            needs_institution = True
        elif first not in HOLDER_WORDS:
            names += 1
            plain += not named and first.isascii()
        start = end
    return is_closed()


def is_holder_word(words, index, is_alone):
    word = words[index][0] if is_alone else words[index][0].lstrip("~")
    if word == "limited":
        return index > 0 and (index + 1 == len(words) or words[index + 1][2] > BLANK)
    if word in BINDING_WORDS or word.startswith(BINDING_STEMS):
        return False
    if word.isascii() and all(c.isalnum() for c in word):
        return not word.isdigit() or not is_alone or is_year(word)
    return is_foreign_name(word)


def is_foreign_name(word):
    """Whether a word of other letters can be a name; see ForeignWords.swift."""
    if len(word) > MAXIMUM_FOREIGN_LETTERS:
        return False
    has_latin = has_cyrillic = has_own_shape = False
    for letter in word:
        if "0" <= letter <= "9" or "a" <= letter <= "z" or "\u00c0" <= letter <= "\u024f":
            has_latin = True
        elif "\u0400" <= letter <= "\u04ff":
            has_cyrillic = True
            has_own_shape |= letter not in LOOKALIKES
        elif letter == "\u3005" or any(
                low <= letter <= high for low, high in (
                    ("\u3041", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"),
                    ("\uac00", "\ud7a3"))):
            has_own_shape = True
        else:
            return False
    small = word.lower()
    if small in FOREIGN_WORDS or small.startswith(FOREIGN_STEMS) or any(
            part in small for part in FOREIGN_PARTS):
        return False
    return not has_cyrillic or has_own_shape and not has_latin


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
        plain = [word for word, _, _ in words]
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
