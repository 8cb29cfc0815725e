"""The wording of the script: fixed, reviewed texts in four languages. Never the output of a machine translation.

A text is frozen once it was put to somebody: a change is a new edition beside the old one, never an edit.
"""

from __future__ import annotations

from portal.power_of_attorney.rules.texts import script_closing, script_opening, script_scope, script_will

#: edition → question → language → words. A later edition holds only what it changes.
EDITIONS: dict[str, dict[str, dict[str, str]]] = {
    "2026-11": {
        **script_opening.WORDS,
        **script_will.WORDS,
        **script_scope.WORDS,
        **script_closing.WORDS,
    },
}


def version_now(code: str) -> str:
    """The version of this question's wording in use.

    :raises LookupError: no edition knows the question.
    """
    known = [edition for edition, texts in EDITIONS.items() if code in texts]
    if not known:
        raise LookupError(code)
    return known[-1]


def template(code: str, version: str, language: str) -> str:
    """The words of a question in a version and language, with named places for the record's facts.

    :raises KeyError: no such version, question or language.
    """
    return EDITIONS[version][code][language]
