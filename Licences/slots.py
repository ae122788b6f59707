# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Where a licence's text has the name of an organisation or an author, and which words may stand there.

A text with such slots is kept as what stands between them. Sources/Openness/Licences/NameSlot.swift has
the same bounds and words.
"""

from licence_words import BINDING_STEMS, BINDING_WORDS, is_plain

MAXIMUM_SLOT_WORDS = 12
# A name has none of these; a sentence does.
SENTENCE_WORDS = frozenset(
    "any anybody anyone are be been being but code data each every everybody everyone from has have"
    " he however i is it licensee licensees me model models my neither nobody none nor our output"
    " outputs parties party person persons product products program programs recipient recipients"
    " she software source that their them these they this those to until was we were when where"
    " which while who whom whose will with work works would you your yours".split()
)
# Words before a slot, and words after it.
PLACES = [
    (before.split(), after.split())
    for before, after in (
        ("neither the name of", "nor the names of its contributors"),
        ("neither the names of", "nor the names of its contributors"),
        ("is provided by", "as is"),
        ("in no event shall", "be liable"),
        ("includes software developed by", "neither the name of"),
        ("includes software developed by", "4 neither the name of"),
        ("developed by", "permission is hereby granted"),
        ("in this notice the name of", "shall not be used"),
        ("in this notice the name s of", "shall not be used"),
        ("written authorization from", "x window system is a trademark"),
        ("that the name", "not be used in advertising"),
        ("prior permission", "makes no representations"),
        ("implied warranty", "disclaims all warranties"),
        ("as is and", "disclaims all warranties"),
    )
]


def is_name(words):
    """Whether the words may stand in a slot: a name of bounded length, without a word that binds."""
    return 1 <= len(words) <= MAXIMUM_SLOT_WORDS and all(
        is_plain(word)
        and not any(c.isdigit() for c in word)
        and word not in SENTENCE_WORDS
        and word not in BINDING_WORDS
        and not word.startswith(BINDING_STEMS)
        for word in words
    )


def slot_at(words, index):
    """The end of the slot that begins at index, or None."""
    for before, after in PLACES:
        if words[max(0, index - len(before)) : index] != before:
            continue
        for end in range(index + 1, index + MAXIMUM_SLOT_WORDS + 1):
            if words[end : end + len(after)] == after and is_name(words[index:end]):
                return end
    return None


def segments(words):
    """What stands between the slots of a text: runs of words, one run where it has no slot."""
    found, start, index = [], 0, 0
    while index < len(words):
        # The first four words tell where a text may begin.
        end = slot_at(words, index) if index - start >= 1 and index >= 4 else None
        if end is None:
            index += 1
            continue
        found.append(words[start:index])
        start = index = end
    return found + [words[start:]]
