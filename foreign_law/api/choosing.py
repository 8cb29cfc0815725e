"""The plain check of who may choose which law, and the statements behind it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from foreign_law.api.entrance import router
from foreign_law.documents.citing_sources import INSTRUMENTS
from foreign_law.documents.model_clauses import clauses
from foreign_law.models import ChoiceStatement
from foreign_law.queries import choosing as queries
from foreign_law.rules import choosing as rules
from foreign_law.rules.choosing import Facts

Place = Literal[("", *rules.PLACES)]  # type: ignore[valid-type]  # closed lists of the rules
Relation = Literal[("", *rules.RELATIONS)]  # type: ignore[valid-type]
Law = Literal[("", *rules.LAWS)]  # type: ignore[valid-type]
Moment = Literal[("", *rules.MOMENTS)]  # type: ignore[valid-type]
Disputes = Literal[("", *rules.DISPUTES)]  # type: ignore[valid-type]


class CheckQuery(Schema):
    """The questions; every one may stay open."""

    first: Place = Field("", description="Where the first party is registered or habitually resident.")
    second: Place = Field(
        "", description="The second party; hk-sz and mo-sz: invested enterprise in Shenzhen or Zhuhai."
    )
    relation: Relation = ""
    subject_abroad: bool = False
    event_abroad: bool = False
    chosen: Law = ""
    moment: Moment = Field("", description="For a tort or infringement: chosen before or after the event.")
    disputes: Disputes = ""


class StatementOut(Schema):
    code: str
    version: int
    section: str
    instrument: str = Field(description="Short name, or the instrument's own name.")
    article: str
    address: str
    source_date: date
    confidence: str = Field(
        description="text: the text is held; press: known from a press report, to be verified."
    )
    conditions: dict[str, list[str]] = Field(description="When the check shows it; empty: always.")
    texts: dict[str, str] = Field(description="In zh-hant, zh-hans, pt and en.")


class CheckOut(Schema):
    foreign: str = Field(description="yes, no or unknown, by Interpretation (I) art. 1(1) to (4).")
    verdict: str = Field(
        description="open, free, limited, one-side, after, none, domestic, press or undecided: may the parties choose?"
    )
    undecided_sections: list[str] = Field(description="Asked about, and no source held decides.")
    rests_on_press: bool
    statements: list[StatementOut]


class ClauseOut(Schema):
    law: str
    disputes: str
    texts: dict[str, list[str]]
    cautions: dict[str, list[str]]


@router.get(
    "/choosing", response=CheckOut, summary="May the parties choose the law?", url_name="law-choosing"
)
def check(request: HttpRequest, asked: Query[CheckQuery]) -> dict[str, Any]:
    """The answer in statements, each with source and date. Nothing is stored."""
    found = queries.answered(Facts(**asked.dict()))
    return {
        "foreign": found.facts.foreign, "verdict": found.verdict, "rests_on_press": found.rests_on_press,
        "undecided_sections": [section.value for section, rows in found.sections if not rows],
        "statements": [_statement(one) for _section, rows in found.sections for one in rows],
    }  # fmt: skip


@router.get(
    "/choosing/statements",
    response=list[StatementOut],
    summary="All statements",
    url_name="law-choice-statements",
)
def statements(request: HttpRequest) -> list[dict[str, Any]]:
    """Every statement that stands, in the order of reading."""
    return [_statement(one) for one in queries.standing()]


@router.get(
    "/choosing/instruments",
    response=dict[str, str],
    summary="The instruments cited",
    url_name="law-choice-instruments",
)
def instruments(request: HttpRequest) -> dict[str, str]:
    """Short names of instruments with their names in the language of Accept-Language."""
    return {code: str(name) for code, name in INSTRUMENTS.items()}


@router.get(
    "/choosing/clauses", response=list[ClauseOut], summary="Model clauses", url_name="law-choice-clauses"
)
def model_clauses(request: HttpRequest) -> list[dict[str, Any]]:
    """Model clauses in four languages, sentence by sentence, each with what to beware of."""
    return [
        {
            "law": one.law, "disputes": one.disputes,
            "texts": {code: [part.texts[code] for part in one.parts] for code in one.parts[0].texts},
            "cautions": {code: [part.caution[code] for part in one.parts] for code in one.parts[0].texts},
        }
        for one in clauses()
    ]  # fmt: skip


def _statement(one: ChoiceStatement) -> dict[str, Any]:
    return {name: getattr(one, name) for name in StatementOut.model_fields}
