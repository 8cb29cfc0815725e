"""Model clauses on the applicable law, in four languages, each with its caution; and as a letter for DOCX."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from foreign_law.documents.citing_sources import source_words
from i18n import languages
from portal.documents.letters import Letter, Paragraph

SEED = Path(__file__).parent.parent / "seed" / "model_clauses.json"


@dataclass(frozen=True)
class Part:
    """One sentence of a clause in every language, what to beware of, and the articles behind it."""

    code: str
    texts: Mapping[str, str]
    caution: Mapping[str, str]
    sources: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Clause:
    """A variant: the law chosen (``hk``, ``mo``) and who decides (``court-cn``, ``arb-hk`` …)."""

    law: str
    disputes: str
    parts: tuple[Part, ...]


@cache
def clauses() -> tuple[Clause, ...]:
    """Every variant, as the seed has them."""
    seed = json.loads(SEED.read_text("utf-8"))
    parts = {
        code: Part(code, one["texts"], one["caution"], [(name, article) for name, article in one["sources"]])
        for code, one in seed["parts"].items()
    }
    return tuple(
        Clause(law, disputes, tuple(parts[code] for code in (f"law-{law}", "stays", "proof", disputes)))
        for law, disputes in seed["variants"]
    )


def clause_of(law: str, disputes: str) -> Clause | None:
    """One variant, or None."""
    return next((one for one in clauses() if (one.law, one.disputes) == (law, disputes)), None)


def as_letter(clause: Clause, language: str) -> Letter:
    """The clause in all languages, the reader's first; the cautions below it."""
    order = (language, *(code for code in languages.CODES if code != language))
    letter: Letter | None = None
    for code in reversed(order):
        letter = replace(_in_one_language(clause, code), second=letter)
    assert letter is not None  # there is at least one language
    return letter


def _in_one_language(clause: Clause, code: str) -> Letter:
    with override(code):
        blocks = [
            *(Paragraph(part.texts[code], "body") for part in clause.parts),
            Paragraph(_("What to beware of"), "heading"),
            *(Paragraph(_caution(part, code), "note") for part in clause.parts),
            Paragraph(_("A model, not advice: put your own facts in, and have it read by a lawyer."), "note"),
        ]
        return Letter(_("Model clause on the applicable law"), "", blocks, code)


def _caution(part: Part, code: str) -> str:
    stop = "；" if languages.is_chinese(code) else "; "
    return f"{part.caution[code]} [{stop.join(source_words(*source) for source in part.sources)}]"
