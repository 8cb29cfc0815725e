"""A request from Hong Kong or Macao is registered: its letter, its addressee, its papers, and the period that runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.cases.models.cases import person_id_of
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused, require
from service_of_process.actions.clocks import end_clock, start_clock
from service_of_process.actions.document_set import add_document
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.numbers import leg_reference, next_reference, practice_of
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import (
    S,
    locked_leg,
    move_leg,
    record,
    require_known_year,
    require_order,
    require_past,
)
from service_of_process.actions.targets import start_target
from service_of_process.models import (
    Addressee,
    AddresseeAddress,
    Clock,
    EvidenceLetter,
    Leg,
    MacaoAuthorisation,
    Region,
    ServiceMatter,
)
from service_of_process.models.choices import Means, Target
from service_of_process.models.matters import MatterQuerySet
from service_of_process.queries.inbound import courts_that_receive
from service_of_process.rules import inbound, lifecycle

EVIDENCE = ServiceMatter.Kind.EVIDENCE


@dataclass(frozen=True)
class Letter:
    """What the letter of request says, as received."""

    region: str
    kind: str
    foreign_court: str
    foreign_number: str
    nature: str
    received_date: date
    means: str
    foreign_case_number: str = ""
    platform_number: str = ""
    claimed_amount: str = ""
    special_method: str = ""
    hearing_at: datetime | None = None


@dataclass(frozen=True)
class Person:
    """Whom the request is about, as the letter names her."""

    kind: str
    name: str
    name_script: str
    address: str
    name_en: str = ""
    name_pt: str = ""
    identity_number: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True)
class Measure:
    """What a letter on evidence asks for (2017 art. 8; 2020 art. 17)."""

    measure: str
    items: str
    purpose: str
    parties: str
    questions: str = ""
    wants_attendance: bool = False
    wants_video: bool = False


@dataclass(frozen=True)
class Paper:
    """One document that came with the letter, with its Chinese translation. ``pages``: where a file cannot be counted."""

    upload: Any
    kind: str
    title: str
    language: str = "zh-hans"
    translation: Any = None
    pages: int | None = None


@dataclass(frozen=True)
class Request:
    """The whole of a request."""

    letter: Letter
    person: Person
    measure: Measure | None = None
    papers: Sequence[Paper] = ()


@transaction.atomic
def register_request(
    *, actor: Actor, at: datetime, court_id: UUID, request: Request, upload: Any
) -> ServiceMatter:
    """The desk of the receiving court registers a request; the statutory period runs from receipt of the letter.

    :raises PermissionRefused: the actor is not at the desk of that court.
    :raises ValidationError: the letter may not reach this court directly, is incomplete, or is registered already.
    """
    act = S + "request_registered"
    require(actor, act)
    court = _court(actor, at, court_id)
    letter = request.letter
    _require_letter(court, request, at)
    stem, reference = next_reference(court, region=letter.region, direction="I", at=at)
    _refuse_known(court, letter)  # once more, while the court's numbers are held: two desks, one letter
    matter = ServiceMatter.objects.create(
        reference=reference, stem=stem, direction=ServiceMatter.Direction.INBOUND, kind=letter.kind,
        region=letter.region, court=court, foreign_court=letter.foreign_court.strip(),
        foreign_case_number=letter.foreign_case_number.strip(), nature=letter.nature.strip(),
        claimed_amount=letter.claimed_amount.strip(), hearing_at=letter.hearing_at, state=lifecycle.ACTIVE,
        state_since_at=at, second_language="pt" if letter.region == Region.MACAO else "en", opened_at=at,
        opened_by_id=_account(actor),
    )  # fmt: skip
    address = _enter_person(matter, request)
    leg = _open_leg(matter, letter, address, actor, at)
    _add_papers(matter, request.papers, actor, at)
    _take_in(leg, actor, at, upload)
    _run_clocks(leg, at)
    record(act, actor=actor, at=at, matter=matter, leg=leg, on=letter.received_date,
           facts={"region": letter.region, "kind": letter.kind, "received_date": letter.received_date.isoformat()},
           private={"foreign_number": leg.foreign_number})  # fmt: skip
    return matter


def _court(actor: Actor, at: datetime, court_id: UUID) -> Court:
    court = courts_that_receive(actor, day_of(at)).filter(pk=court_id).first()
    if court is None:
        raise PermissionRefused(S + "request_registered")
    return court


def _account(actor: Actor) -> UUID:
    """Whoever sits at a desk has an account."""
    account = person_id_of(actor)
    if account is None:
        raise PermissionRefused(S + "request_registered")
    return account


def _require_letter(court: Court, request: Request, at: datetime) -> None:
    letter, person = request.letter, request.person
    require_past(letter.received_date, at, "received_date")
    require_known_year(letter.received_date, "received_date")
    require_known_year(letter.hearing_at, "hearing_at")
    wanted: Mapping[str, str] = {
        "foreign_court": letter.foreign_court, "foreign_number": letter.foreign_number, "nature": letter.nature,
        "name": person.name, "address": person.address,
    }  # fmt: skip
    missing = {
        name: _("The letter of request must say this.") for name, text in wanted.items() if not text.strip()
    }
    if missing:
        raise ValidationError(missing)
    if letter.means == Means.PLATFORM and letter.region != Region.MACAO:
        sentence = _("The platform is between the Mainland and Macao; it does not reach Hong Kong.")
        raise ValidationError({"means": sentence})
    if not may_reach(court, letter, day_of(at)):
        raise ValidationError({"court": _wrong_court(letter.region)})
    if letter.kind == EVIDENCE and request.measure is None:
        raise ValidationError({"measure": _("Say what evidence is asked for.")})
    _refuse_known(court, letter)


def _refuse_known(court: Court, letter: Letter) -> None:
    known = _registered(court, letter)
    if known is not None:
        sentence = _("This letter is registered already as %(reference)s.") % {"reference": known.reference}
        raise ValidationError({"foreign_number": sentence}, code="known")


def may_reach(court: Court, letter: Letter, on: date) -> bool:
    """Whether the letter may come to this court directly, on this day."""
    authorised = MacaoAuthorisation.objects.filter(court=court).on(on).exists()
    return inbound.may_receive(letter.region, letter.kind, level=court.level, is_authorised=authorised)


def _wrong_court(region: str) -> str:
    if region == Region.MACAO:
        return _(
            "A request from Macao comes to a High People's Court, or to a court that the Supreme People's Court has "
            "authorised (Arrangement of 2020, art. 2). This court is neither."
        )
    return _("A request from Hong Kong comes through the High People's Court.")


def _registered(court: Court, letter: Letter) -> ServiceMatter | None:
    rows: MatterQuerySet = ServiceMatter.objects.filter(
        court=court, direction="I", region=letter.region, foreign_court=letter.foreign_court.strip(),
        legs__foreign_number=letter.foreign_number.strip(),
    )  # fmt: skip
    return rows.exclude(state=lifecycle.WITHDRAWN).first()


def _enter_person(matter: ServiceMatter, request: Request) -> AddresseeAddress:
    person, column = request.person, {"zh-hans": "name_zh_hans", "zh-hant": "name_zh_hant"}
    names = {column[person.name_script]: person.name.strip()} if person.name_script in column else {}
    Addressee.objects.create(
        matter=matter, kind=person.kind, name=person.name.strip(), name_script=person.name_script,
        name_en=person.name_en.strip(), name_pt=person.name_pt.strip(), has_mainland_domicile=True,
        identity_number=person.identity_number.strip() or None, language=person.language, **names,
    )  # fmt: skip
    if request.measure is not None:
        sealed = {
            name: value or None for name, value in asdict(request.measure).items() if name == "questions"
        }
        EvidenceLetter.objects.create(
            matter=matter,
            special_method=request.letter.special_method,
            **{**asdict(request.measure), **sealed},
        )
    return AddresseeAddress.objects.create(
        matter=matter, number=1, kind=AddresseeAddress.Kind.MAINLAND, text=person.address.strip(), place="CN",
        source=AddresseeAddress.Source.OTHER,
    )  # fmt: skip


def _open_leg(
    matter: ServiceMatter, letter: Letter, address: AddresseeAddress, actor: Actor, at: datetime
) -> Leg:
    return Leg.objects.create(
        matter=matter, number=1, reference=leg_reference(matter, 1), channel=inbound.CHANNEL[letter.kind],
        legal_basis=inbound.BASIS[letter.region, letter.kind], state=lifecycle.REGISTERED, state_since_at=at,
        address=address, means=letter.means, special_method=letter.special_method.strip(),
        foreign_number=letter.foreign_number.strip(), platform_number=letter.platform_number.strip(),
        received_date=letter.received_date, opened_at=at, opened_by=actor.key,
    )  # fmt: skip


def _add_papers(matter: ServiceMatter, papers: Sequence[Paper], actor: Actor, at: datetime) -> None:
    """The documents that came with the letter; a refusal names which one."""
    for number, paper in enumerate(papers, start=1):
        try:
            add_document(
                actor=actor, at=at, matter_id=matter.pk, upload=paper.upload, kind=paper.kind, title=paper.title,
                language=paper.language, translation=paper.translation, pages=paper.pages,
            )  # fmt: skip
        except ValidationError as error:
            sentence = _("Document %(number)s: %(problem)s")
            words = {"number": number, "problem": " ".join(error.messages)}
            raise ValidationError(sentence % words, code="document") from error


def _take_in(leg: Leg, actor: Actor, at: datetime, upload: Any) -> None:
    """The letter itself, with its digest, as the hand-over from the requesting side."""
    kept = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    if kept is None:
        raise ValidationError({"upload": _("Attach the letter of request.")})
    assert leg.received_date is not None
    hand_over(leg, actor=actor, at=at, giver=lifecycle.REQUESTING, taker=lifecycle.DESK, on=leg.received_date,
              means=leg.means, number=leg.platform_number or leg.foreign_number, files={"letter": kept})  # fmt: skip


def _run_clocks(leg: Leg, at: datetime) -> None:
    assert leg.received_date is not None
    start_clock(
        leg.matter, rule=rule_of(leg.matter), start=leg.received_date, at=at, holder=lifecycle.UPPER, leg=leg
    )
    start_target(leg, Target.INBOUND_REGISTER, start=leg.received_date, at=at, holder=lifecycle.UPPER)
    end_clock(leg.matter, Target.INBOUND_REGISTER, day_of(at), leg=leg)


def rule_of(matter: ServiceMatter) -> str:
    """The statutory period of an inbound request."""
    return inbound.RULE[matter.region, matter.kind]


@transaction.atomic
def refer_request(*, actor: Actor, at: datetime, leg_id: UUID, reason: str, referred_date: date) -> Leg:
    """An authorised court finds that the matter is not its own and refers it to its High People's Court (2020 art. 4).

    The number stays; the period runs on from the first receipt.

    :raises PermissionRefused: no such request at the actor's desk.
    :raises ValidationError: the court is a High People's Court itself, has none entered, or no reason is given.
    """
    act = S + "request_referred"
    leg = locked_leg(actor, at, act, leg_id)
    matter, text = leg.matter, require_reason(reason)
    require_order(leg.received_date, require_past(referred_date, at, "referred_date"), "referred_date")
    upper = practice_of(matter.court).upper_court
    if matter.court.level in ("high", "supreme") or upper is None:
        raise ValidationError(_("There is no High People's Court to which this court refers a request."))
    before = matter.court.code
    matter.court = upper
    matter.save(update_fields=["court"])
    Clock.objects.filter(leg=leg, state=Clock.State.RUNNING).update(court=upper)
    move_leg(leg, act, at)
    hand_over(leg, actor=actor, at=at, giver=lifecycle.DESK, taker=lifecycle.UPPER, on=referred_date,
              means=Means.COURIER)  # fmt: skip
    record(act, actor=actor, at=at, matter=matter, leg=leg, on=referred_date,
           facts={"from": before, "to": upper.code}, private={"reason": text})  # fmt: skip
    return leg
