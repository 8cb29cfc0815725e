"""A matter is opened from a case for one addressee, edited with the old entries kept, withdrawn with its legs named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.cases.models import Case, Party
from portal.cases.models.cases import person_id_of
from portal.identity.permissions import PermissionRefused, require
from service_of_process.actions.addressing import take_confirmed
from service_of_process.actions.legs import withdraw_with_matter
from service_of_process.actions.numbers import next_reference
from service_of_process.actions.proposals import overtake
from service_of_process.actions.steps import S, locked, move_matter, record, require_known_year
from service_of_process.models import Addressee, Clock, Leg, Region, ServiceMatter
from service_of_process.rules import lifecycle
from service_of_process.rules.seats import ROLES_AT


class Particulars(TypedDict, total=False):
    """What the papers say and who is addressed, beside case, party, kind and nature. All of it may be left out."""

    region: str
    claimed_amount: str
    second_language: str
    hearing_at: datetime | None
    answer_days: int | None
    evidence_date: date | None
    is_judgment: bool
    note: str
    foreign_court: str
    # -- the addressee
    name: str
    name_script: str
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    name_pt: str
    former_names: Sequence[str]
    identity_number: str
    has_mainland_domicile: bool
    language: str


ON_MATTER = (
    "nature", "claimed_amount", "second_language", "hearing_at", "answer_days", "evidence_date", "is_judgment", "note",
    "foreign_court",
)  # fmt: skip
ON_ADDRESSEE = (
    "name", "name_script", "name_zh_hans", "name_zh_hant", "name_en", "name_pt", "former_names", "identity_number",
    "has_mainland_domicile", "language",
)  # fmt: skip
#: Kept as null when empty: encrypted columns.
SEALED = frozenset({"note", "identity_number"})
#: Column of the addressee's name in the script in which the case has it.
NAME_COLUMN = {"zh-hans": "name_zh_hans", "zh-hant": "name_zh_hant", "pt": "name_pt", "latin": "name_en"}
_SCRIPT_LANGUAGE = {"zh-hans": "zh-hans", "zh-hant": "zh-hant", "pt": "pt", "latin": "en"}


@transaction.atomic
def open_matter(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    party_id: UUID,
    nature: str,
    kind: str = ServiceMatter.Kind.SERVICE,
    **entries: Unpack[Particulars],
) -> ServiceMatter:
    """A new matter for one party of a case of the clerk's court: number given, addressee entered, confirmed addresses
    taken over.

    :raises PermissionRefused: no such case from the clerk's seat.
    :raises ValidationError: the addressee is not of Hong Kong or Macao, no longer stands in the case, or an entry fails.
    """
    require(actor, S + "matter_opened")
    case = _case(actor, at, case_id)
    party = _party(case, party_id, day_of(at))
    region = _region(party, entries.get("region", ""))
    stem, reference = next_reference(case.court, region=region, direction="O", at=at)
    matter = ServiceMatter(
        reference=reference, stem=stem, direction=ServiceMatter.Direction.OUTBOUND, kind=kind, region=region,
        court=case.court, case=case, state=lifecycle.DRAFT, state_since_at=at, opened_at=at,
        opened_by_id=_account(actor), second_language="pt" if region == Region.MACAO else "en",
    )  # fmt: skip
    _write(matter, ON_MATTER, {"nature": nature, **entries})
    matter.save()
    matter.addressee = _addressee(matter, party, entries)
    record(
        S + "matter_opened", actor=actor, at=at, matter=matter,
        facts={"region": region, "kind": kind, "party": party.number, "case": case.reference},
    )  # fmt: skip
    take_confirmed(matter, actor, at)
    return matter


@transaction.atomic
def edit_matter(
    *, actor: Actor, at: datetime, matter_id: UUID, nature: str | None = None, **entries: Unpack[Particulars]
) -> ServiceMatter:
    """What the papers say, or how the addressee is named, is entered anew; the log keeps the old words.

    :raises ValidationError: nothing changed, the name is empty, or the matter is over.
    """
    matter = locked(actor, at, S + "matter_edited", matter_id)
    if matter.is_inbound:
        raise ValidationError(
            _("An inbound request is not edited; the requesting side supplements it."), code="inbound"
        )
    wanted: dict[str, Any] = {**entries, **({} if nature is None else {"nature": nature})}
    before = {
        **_write(matter, ON_MATTER, wanted),
        **_write(matter.addressee, ON_ADDRESSEE, wanted),
    }
    if not before:
        raise ValidationError(_("Nothing was changed."), code="unchanged")
    matter.save()
    matter.addressee.save()
    record(
        S + "matter_edited", actor=actor, at=at, matter=matter, facts={"changed": sorted(before)},
        private={f"old_{name}": _text(value) for name, value in before.items()},
    )  # fmt: skip
    return matter


@transaction.atomic
def withdraw_matter(*, actor: Actor, at: datetime, matter_id: UUID, reason: str) -> ServiceMatter:
    """The court no longer asks for service. Legs under way end; those abroad are named in the record.

    Documents beyond the border do not come back by themselves: the requested side is asked to return them, and what
    it certifies later is recorded without effect. Results on record stay.

    :raises ValidationError: no reason, or the matter is over or served.
    """
    matter = locked(actor, at, S + "matter_withdrawn", matter_id)
    text = require_reason(reason)
    abroad = [leg.reference for leg in legs_abroad(matter)]
    ended = withdraw_with_matter(matter, actor, at, text)
    Clock.objects.filter(matter=matter, state=Clock.State.RUNNING).update(
        state=Clock.State.STOPPED, ended_date=day_of(at), alert=""
    )
    overtake(matter, at)
    matter.withdrawn_reason = text
    move_matter(matter, S + "matter_withdrawn", at)
    record(
        S + "matter_withdrawn", actor=actor, at=at, matter=matter, facts={"legs": ended, "abroad": abroad},
        private={"reason": text},
    )  # fmt: skip
    return matter


def legs_abroad(matter: ServiceMatter) -> list[Leg]:
    """The legs whose documents are beyond the border without an answer."""
    return list(matter.legs.filter(state__in=lifecycle.ABROAD))


def _account(actor: Actor) -> UUID:
    """The account of the clerk; the portal itself opens no matter."""
    account = person_id_of(actor)
    if account is None:
        raise PermissionRefused(S + "matter_opened")
    return account


def _case(actor: Actor, at: datetime, case_id: UUID) -> Case:
    rows = Case.objects.for_staff(actor, day_of(at), ROLES_AT[lifecycle.CLERK])
    case = rows.select_related("court").filter(pk=case_id).first()
    if case is None:
        raise PermissionRefused(S + "matter_opened")
    return case


def _party(case: Case, party_id: UUID, on: date) -> Party:
    party = case.parties.select_related("person__user", "case").filter(pk=party_id).first()
    if party is None:
        raise PermissionRefused(S + "matter_opened")
    if not party.is_in_force(on):
        raise ValidationError({"party_id": _("This party no longer stands in the case.")})
    return party


def _region(party: Party, entered: str) -> str:
    region = entered or party.region
    if region not in Region.values:
        sentence = _("This party is not in Hong Kong or Macao. Choose where the documents are to be served.")
        raise ValidationError({"region": sentence})
    return region


def _addressee(matter: ServiceMatter, party: Party, entries: Mapping[str, Any]) -> Addressee:
    """The party as the case names it, with what the clerk entered instead or besides."""
    addressee = Addressee(
        matter=matter, kind=party.kind, party=party, name=party.name, name_script=party.name_script,
        language=_language(party),
    )  # fmt: skip
    setattr(addressee, NAME_COLUMN[party.name_script], party.name)
    if party.other_name:
        column = "name_en" if party.other_name.isascii() else other_script(party.name_script)
        if not getattr(addressee, column):
            setattr(addressee, column, party.other_name)
    _write(addressee, ON_ADDRESSEE, {name: value for name, value in entries.items() if value})
    addressee.save()
    return addressee


def other_script(script: str) -> str:
    """The column for a name that is not in Latin letters, beside one in ``script``."""
    return "name_zh_hans" if script == "zh-hant" else "name_zh_hant"


def _language(party: Party) -> str:
    user = getattr(party.person, "user", None)
    return str(user.language) if user is not None else _SCRIPT_LANGUAGE[party.name_script]


def _write(row: Any, names: Sequence[str], entries: Mapping[str, Any]) -> dict[str, Any]:
    """Set what was entered; the values that stood before, for what really changed."""
    before = {}
    for name in names:
        if name not in entries:
            continue
        value = _cleaned(name, entries[name])
        held = getattr(row, name)
        if held != value:
            before[name] = held
            setattr(row, name, value)
    return before


def _cleaned(name: str, value: Any) -> Any:
    if name in ("hearing_at", "evidence_date"):
        require_known_year(value, name)
    if isinstance(value, str):
        value = value.strip()
        if name == "name" and not value:
            raise ValidationError({"name": _("Enter the name of the addressee.")})
        return value or (None if name in SEALED else "")
    if name == "former_names":
        return [text.strip() for text in value or () if text.strip()]
    return value


def _text(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)
