"""What a material on foreign law must bring (法释〔2023〕12号 arts 3 and 4; Interp. of the Civil Procedure Law, art. 525).

Nothing is refused because a part is missing: the material is kept and the part is named. It is not shown in court
before it is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PARTY, OPINION, REPLY, FINDING, OTHER = "party", "opinion", "reply", "finding", "other"
INCOMPLETE, COMPLETE, LEFT_OUT, WITHDRAWN = "incomplete", "complete", "left_out", "withdrawn"
#: Materials that still count.
LIVING: Final = frozenset({INCOMPLETE, COMPLETE})
CASE_LAW: Final = "case_law"

# -- parts that may be missing
HOW_OBTAINED, VALIDITY, RELEVANCE, PROVISIONS, TEXT, FULL_TEXT = (
    "how_obtained", "validity", "relevance", "provisions", "text", "full_text",
)  # fmt: skip
FILE, CHINESE_FILE, TRANSLATOR, CHINESE_TEXT, CHINESE_JUDGMENT = (
    "file", "chinese_file", "translator", "chinese_text", "chinese_judgment",
)  # fmt: skip
QUALIFICATION, IDENTITY, RECORD, STATEMENT = "qualification", "identity", "record", "statement"
AUTHOR: Final = "author"
NOT_EFFECTIVE: Final = "not_effective"
PARTS: Final = (
    HOW_OBTAINED, VALIDITY, RELEVANCE, PROVISIONS, TEXT, FULL_TEXT, FILE, CHINESE_FILE, TRANSLATOR, CHINESE_TEXT,
    CHINESE_JUDGMENT, AUTHOR, QUALIFICATION, IDENTITY, RECORD, STATEMENT, NOT_EFFECTIVE,
)  # fmt: skip
#: What whoever is asked by the court must hand in as a file; a party may set out the provisions themselves.
_FILED: Final = frozenset({OPINION, REPLY, OTHER})


@dataclass(frozen=True)
class TextFacts:
    """One text of a cited law: its language and, for a translation, whether its translator is named."""

    language: str
    is_translation: bool = False
    has_translator: bool = True


@dataclass(frozen=True)
class CitedFacts:
    """A cited law as the material brings it."""

    number: int
    kind: str
    texts: tuple[TextFacts, ...] = ()
    has_full_text: bool = False
    full_text_language: str = ""
    has_full_text_translation: bool = False


@dataclass(frozen=True)
class ProviderFacts:
    """What art. 4 asks of an institution or expert, as it is there; ``proofs`` are those that still count.

    Art. 4 asks it of whoever gives the opinion, whether the court or a party turned to them.
    """

    is_institution: bool
    proofs: frozenset[str] = frozenset()
    has_statement: bool = False
    is_named: bool = True


@dataclass(frozen=True)
class MaterialFacts:
    """A material as it stands. ``provider`` is None where nobody who falls under art. 4 gave it."""

    kind: str
    language: str
    has_file: bool = False
    has_translation: bool = False
    has_translator: bool = False
    how_obtained: str = ""
    validity: str = ""
    relevance: str = ""
    cited: tuple[CitedFacts, ...] = ()
    provider: ProviderFacts | None = None
    finding_is_effective: bool = False


@dataclass(frozen=True)
class Missing:
    """A part that is missing; ``cited`` is the number of the cited law, 0 for the material as a whole."""

    part: str
    cited: int = 0


def is_chinese(language: str) -> bool:
    """True for both Chinese scripts."""
    return language.startswith("zh")


def missing(material: MaterialFacts) -> tuple[Missing, ...]:
    """Every part that arts 3 and 4 ask for and that is not there; empty for a material that is whole.

    A finding of an effective judgment brings no such parts (art. 8(3)); it must be effective.
    """
    if material.kind == FINDING:
        return () if material.finding_is_effective else (Missing(NOT_EFFECTIVE),)
    return (*_explanations(material), *_files(material), *_law(material), *_of_provider(material))


def _explanations(material: MaterialFacts) -> Iterator[Missing]:
    """Art. 3: how obtained, whether in force, what it has to do with the dispute."""
    for part in (HOW_OBTAINED, VALIDITY, RELEVANCE):
        if not getattr(material, part).strip():
            yield Missing(part)


def _files(material: MaterialFacts) -> Iterator[Missing]:
    """A foreign file needs a Chinese translation whose translator is named (Interp. 525)."""
    if not material.has_file:
        if material.kind in _FILED or material.provider is not None:
            yield Missing(FILE)
        return
    if not is_chinese(material.language) and not material.has_translation:
        yield Missing(CHINESE_FILE)
    if material.has_translation and not material.has_translator:
        yield Missing(TRANSLATOR)


def _law(material: MaterialFacts) -> Iterator[Missing]:
    """Art. 3: the specific provisions themselves; for case law the whole judgment; of each, Chinese."""
    if not material.cited:
        yield Missing(PROVISIONS)
    for cited in material.cited:
        yield from _judgment(cited) if cited.kind == CASE_LAW else _texts(cited)


def _texts(cited: CitedFacts) -> Iterator[Missing]:
    if not cited.texts:
        yield Missing(TEXT, cited.number)
        return
    if not any(is_chinese(text.language) for text in cited.texts):
        yield Missing(CHINESE_TEXT, cited.number)
    if any(text.is_translation and not text.has_translator for text in cited.texts):
        yield Missing(TRANSLATOR, cited.number)


def _judgment(cited: CitedFacts) -> Iterator[Missing]:
    if not cited.has_full_text:
        yield Missing(FULL_TEXT, cited.number)
    elif not is_chinese(cited.full_text_language) and not cited.has_full_text_translation:
        yield Missing(CHINESE_JUDGMENT, cited.number)


def _of_provider(material: MaterialFacts) -> Iterator[Missing]:
    """Art. 4: who they are; the institution's qualification, or the expert's identity and record; no interest stated."""
    given = material.provider
    if given is None:
        return
    if not given.is_named:
        yield Missing(AUTHOR)
    for part in (QUALIFICATION,) if given.is_institution else (IDENTITY, RECORD):
        if part not in given.proofs:
            yield Missing(part)
    if not given.has_statement:
        yield Missing(STATEMENT)
