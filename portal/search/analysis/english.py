"""The plural of English words, and nothing else.

Statutes say "a data user" and "data users" of one thing; the rule is Harman's S-stemmer, three lines long.
It leaves alone the words whose plural is another legal concept (damage is harm, damages are money).
"""

from __future__ import annotations

from functools import lru_cache

OTHER_CONCEPT = frozenset(
    """
    damages goods securities costs arms premises customs means news proceedings minutes works contents
    effects remains savings earnings belongings surroundings terms returns letters
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=100_000)
def normalise(word: str) -> str:
    """Return the form under which a folded English word is indexed and sought.

    >>> normalise("parties"), normalise("users"), normalise("damages"), normalise("process")
    ('party', 'user', 'damages', 'process')
    """
    if len(word) < 4 or not word.endswith("s") or not word.isalpha() or word in OTHER_CONCEPT:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("us", "ss", "is")):
        return word
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]
