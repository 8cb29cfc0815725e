"""The public register for machines: search, one entry, and the status of a number on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field

from i18n import languages
from mediation_registry.api.entrance import router
from mediation_registry.queries.finding import Ask, find
from mediation_registry.queries.public_profile import PublicClaim, PublicName, PublicProfile, public_profile
from mediation_registry.queries.register import courts_of, in_public
from mediation_registry.queries.sentences import Decision, decisions_of
from mediation_registry.queries.status import Status, has_scheme, status_on
from portal.search.engine import SearchAway, SearchError
from portal.search.notices import sentence
from portal.web.limits import within_limit

SIZE = 20
LAST_PAGE = 5_000
QUESTIONS, WINDOW = 600, 300


def _or_none(value: Any) -> Any:
    """An empty parameter is a missing one."""
    return None if value == "" else value


Day = Annotated[date | None, BeforeValidator(_or_none)]
Mode = Annotated[Literal["online", "on_site"] | None, BeforeValidator(_or_none)]
Standing = Literal["valid", "not_valid", "never_issued", "restricted"]


class FindQuery(Schema):
    """Parameters of the search."""

    q: str = Field(
        "", description="Words in any of the four languages, or a number; 512 characters are read."
    )
    jurisdiction: str = Field("", max_length=12, description="Home jurisdiction: CN, CN-HK or CN-MO.")
    language: str = Field("", max_length=12, description="Working language: cmn, yue, pt, en or other.")
    speciality: str = Field("", max_length=40, description="Area of strength, by its code.")
    mode: Mode = Field(None, description="online or on_site.")
    on: Day = Field(None, description="As the register stood on this day; without it, today.")
    page: int = Field(1, ge=1, le=LAST_PAGE)


class EntryOut(Schema):
    register_no: str
    names: dict[str, str] = Field(description="Names as entered, by script: zh-hant, zh-hans, pt, latin.")
    status: Standing = Field(
        description="On the day asked; never_issued: in the register, never certified jointly."
    )
    valid_from: date | None
    valid_to: date | None = Field(
        description="First day of which the answer is no longer true; null while open."
    )
    url: str


class FoundOut(Schema):
    total: int
    page: int
    notices: list[str] = Field(description="How the query was read, and which index answered; in words.")
    results: list[EntryOut]


class ClaimOut(Schema):
    code: str
    text: str
    standing: Literal["verified", "self_declared"]
    verified_by: str
    date: date


class DecisionOut(Schema):
    stage: str = Field(description="local, committee or conference.")
    place: str = Field(description="Code of the place whose decision it is; empty for the conference.")
    body: str
    outcome: str
    decided_date: date
    instrument_no: str


class RegistrantOut(EntryOut):
    kind: str
    jurisdiction: str
    certificate_no: str | None
    edition: int | None
    decisions: list[DecisionOut]
    languages: list[dict[str, str]]
    dispute_types: list[ClaimOut]
    specialities: list[ClaimOut]
    charges_fee: bool | None
    mode: list[str]
    organisations: list[str]
    inviting_courts: list[str] = Field(description="Codes of the courts on whose roster the registrant is.")
    fictitious: bool
    checked_at: datetime


class StatusOut(Schema):
    register_no: str = Field(description="The number asked for: a register number or a certificate number.")
    on: date
    status: Standing
    source: str
    checked_at: datetime


@router.get("", response=FoundOut, summary="Search the register", url_name="mediators")
def search(request: HttpRequest, asked: Query[FindQuery]) -> dict[str, Any]:
    """Everybody in the register on the day, those no longer certified too: `status` says how each stands."""
    _within(request)
    chosen = {
        "jurisdiction": asked.jurisdiction.lower(), "language": asked.language, "speciality": asked.speciality,
        "mode": asked.mode or "",
    }  # fmt: skip
    ask = Ask(
        text=asked.q.replace("\x00", " ").strip(), today=timezone.localdate(), on=asked.on, chosen=chosen,
        page=asked.page, size=SIZE, everybody=True,
    )  # fmt: skip
    try:
        findings = find(ask)
    except SearchAway as error:
        raise HttpError(503, _("The search does not answer at the moment. Try again in a minute.")) from error
    except SearchError as error:
        raise HttpError(503, _("The search index is being built again.")) from error
    rows = [_entry(line.registrant.register_no, line.profile.names, line.status) for line in findings.lines]
    notices = [sentence(notice) for notice in findings.plan.notices]
    return {"total": findings.total, "page": ask.page, "notices": notices, "results": rows}


@router.get(
    "/{register_no}", response=RegistrantOut, summary="One entry of the register", url_name="mediator"
)
def entry(request: HttpRequest, register_no: str, on: Day = None) -> dict[str, Any]:
    """What the public page says; 404 for a number that stands in no public register."""
    _within(request)
    registrant = in_public(register_no)
    if registrant is None:
        raise Http404
    now = timezone.now()
    day = on or timezone.localdate(now)
    profile, status = public_profile(registrant, day), status_on(registrant.register_no, day)
    known = has_scheme(registrant.kind) and status.listing is not None
    courts = courts_of([registrant.pk], day).get(registrant.pk, {})
    return {
        **_entry(registrant.register_no, profile.names, status),
        **_profile(profile),
        "jurisdiction": registrant.home_jurisdiction.code,
        "certificate_no": status.listing.certificate_no if known and status.listing else None,
        "edition": status.listing.edition.year if known and status.listing else None,
        "decisions": [_decision(one) for one in decisions_of(status.listing)]
        if known and status.listing
        else [],
        "inviting_courts": sorted(courts),
        "checked_at": now,
    }


@router.get(
    "/{register_no}/status",
    response=StatusOut,
    summary="How a number stands on a day",
    url_name="mediator_status",
)
def status(request: HttpRequest, register_no: str, on: Day = None) -> dict[str, Any]:
    """`valid`, `not_valid`, `never_issued` or `restricted`; for any number 200, so that nobody reads a fault as no."""
    _within(request)
    now = timezone.now()
    number = register_no[:60].strip().upper()
    found = status_on(number, on or timezone.localdate(now))
    return {
        "register_no": number, "on": found.on, "status": found.status,
        "source": request.build_absolute_uri(request.path), "checked_at": now,
    }  # fmt: skip


def _within(request: HttpRequest) -> None:
    if not within_limit(request, "mediators-api", attempts=QUESTIONS, seconds=WINDOW, at=timezone.now()):
        raise HttpError(429, "Too many requests from you in a short time. Wait a few minutes and try again.")


def _entry(register_no: str, names: tuple[PublicName, ...], found: Status) -> dict[str, Any]:
    return {
        "register_no": register_no,
        "names": {name.script: name.text for name in names},
        "status": found.status,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "url": f"/{languages.DEFAULT}/mediators/{register_no}/",
    }


def _profile(profile: PublicProfile) -> dict[str, Any]:
    modes = {"online": profile.mediates_online, "on_site": profile.mediates_on_site}
    return {
        "kind": profile.kind,
        "languages": [{"code": one.code, "name": one.name, "level": one.level} for one in profile.languages],
        "dispute_types": [_claim(claim) for claim in profile.dispute_types],
        "specialities": [_claim(claim) for claim in profile.specialities],
        "charges_fee": profile.charges_fee,
        "mode": [name for name, offered in modes.items() if offered],
        "organisations": [one.register_no for one in profile.organisations],
        "fictitious": profile.is_fictitious,
    }


def _decision(one: Decision) -> dict[str, Any]:
    stage, place, outcome = one.codes
    return {
        "stage": stage, "place": place, "outcome": outcome, "body": one.body, "decided_date": one.decided_date,
        "instrument_no": one.instrument_no,
    }  # fmt: skip


def _claim(claim: PublicClaim) -> dict[str, Any]:
    return {
        "code": claim.code,
        "text": claim.text,
        "standing": "verified" if claim.is_verified else "self_declared",
        "verified_by": claim.verified_by,
        "date": claim.verified_date or claim.declared_date,
    }
