"""How a power of attorney stands, for machines: number, day and access code in, standing and initials out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Query, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field

from portal.power_of_attorney.api.entrance import router
from portal.power_of_attorney.queries.register import entry_for
from portal.web.limits import within_limit

QUESTIONS, WINDOW = 60, 300
LONGEST_CODE = 40


def _or_none(value: Any) -> Any:
    """An empty parameter is a missing one."""
    return None if value == "" else value


Calendar = date  # a field is called "date" too
Day = Annotated[date | None, BeforeValidator(_or_none)]
Word = Literal["in_force", "not_yet", "revoked", "expired", "amended", "case_closed"]


class PowerQuery(Schema):
    """Parameters of the question."""

    date: Day = Field(None, description="ISO 8601; without it, today.")
    code: str = Field("", max_length=LONGEST_CODE, description="Access code; the header is the better place.")


class AgentOut(Schema):
    initials: str
    kind: str


class PowerOut(Schema):
    number: str
    date: Calendar
    status: Word
    in_force: bool
    valid_from: Calendar = Field(description="First day on which the agent may act.")
    valid_to: Calendar | None = Field(
        description="First day on which it is no longer in force; null while open."
    )
    status_today: Word = Field(description="How it stands today, whatever day was asked for.")
    powers: list[str] = Field(description="Special powers that the principal confirmed before the judge.")
    may_receive_documents: bool
    agents: list[AgentOut] = Field(description="Initials and kind of each agent; never a name.")
    instrument_sha256: str = Field(description="SHA-256 of the text that was signed.")


@router.get(
    "/{number}",
    response=PowerOut,
    summary="How a power of attorney stands on a day",
    description="The access code that is printed with the instrument comes in the header X-Access-Code; `code` in the "
    "address is accepted too, and is not logged. 404 for an unknown number and for a wrong code alike; 429 after "
    "60 questions from one address within five minutes.",
    url_name="power",
)
def power(
    request: HttpRequest,
    response: HttpResponse,
    number: str,
    asked: Query[PowerQuery],
    x_access_code: Annotated[str, Header(max_length=LONGEST_CODE)] = "",
) -> dict[str, Any]:
    """The register's entry for whoever holds the code."""
    now = timezone.now()
    if not within_limit(request, "powers", attempts=QUESTIONS, seconds=WINDOW, at=now):
        raise HttpError(429, "Too many questions. Wait a few minutes.")
    today = timezone.localdate(now)
    entry = entry_for(number.upper(), x_access_code or asked.code, asked.date or today, today=today)
    if entry is None:
        raise Http404
    standing = entry.standing
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return {
        "number": standing.power.reference, "date": standing.on, "status": standing.word,
        "in_force": standing.is_in_force, "valid_from": standing.begins, "valid_to": standing.over,
        "status_today": entry.standing_today.word, "powers": list(entry.powers),
        "may_receive_documents": entry.may_receive_documents,
        "agents": [{"initials": initials, "kind": kind} for initials, kind in entry.agents],
        "instrument_sha256": entry.instrument_digest,
    }  # fmt: skip
