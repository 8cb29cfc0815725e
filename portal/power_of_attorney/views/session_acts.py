"""The acts of the room by the name in their address: each takes what a form sent and gives a sentence for the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.power_of_attorney.actions import answers, attesting, interruptions, lobby
from portal.power_of_attorney.models import GrantedPower, IdentityCheck
from portal.power_of_attorney.queries.session_page import SessionPage
from portal.power_of_attorney.rules import script
from portal.rooms.actions.recordings import explain_gap

Run = Callable[[Actor, datetime, SessionPage, Mapping[str, str]], str]


def _uuid(sent: Mapping[str, str], name: str) -> UUID:
    try:
        return UUID(sent.get(name, ""))
    except ValueError as error:
        raise ValidationError(_("The request could not be read"), code="form") from error


def _common(actor: Actor, at: datetime, page: SessionPage) -> dict[str, Any]:
    return {"actor": actor, "at": at, "session_id": page.session.pk}


def _open(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    lobby.open_session(**_common(actor, at, page))
    return _("The session is open.")


def _identity(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    check = lobby.repeat_identity(
        **_common(actor, at, page), person_id=_uuid(sent, "person"), last_four=sent.get("last_four", ""),
        basis=sent.get("basis", ""),
    )  # fmt: skip
    if check.result == IdentityCheck.Result.FAILED:
        return _(
            "These characters belong to none of the papers that are good today. The identity is not established."
        )
    return _("Identity established.")


def _answer(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    row = answers.record_answer(
        **_common(actor, at, page), item=sent.get("item", ""), answer=sent.get("answer", ""),
        words=sent.get("words", ""),
    )  # fmt: skip
    code = script.power_of(row.item)
    if code and row.answer == "no":
        label = GrantedPower.Power(code).label
        return _("“%(power)s” is struck out. The text is new; it is read again.") % {"power": label}
    return _("Recorded.")


def _suspend(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    interruptions.suspend(
        **_common(actor, at, page), reason=sent.get("reason", ""), cause=sent.get("cause", "")
    )
    return _("The session is suspended.")


def _resume(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    interruptions.resume(**_common(actor, at, page), reason=sent.get("reason", ""))
    return _("The session goes on. The script begins again at step 2.")


def _abort(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    interruptions.abort(**_common(actor, at, page), reason=sent.get("reason", ""))
    return _("The session was broken off.")


def _attest(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    attesting.attest(**_common(actor, at, page), passphrase=sent.get("passphrase", ""))
    return _("Attested. The document is signed and sealed.")


def _close(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    attesting.close_session(**_common(actor, at, page))
    return _("The session is closed.")


def _explain(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    explain_gap(actor=actor, at=at, gap_id=_uuid(sent, "gap"), explanation=sent.get("explanation", ""))
    return _("The explanation is kept with the gap.")


def _watch(actor: Actor, at: datetime, page: SessionPage, sent: Mapping[str, str]) -> str:
    """Every page in the room asks every few seconds whether the session can go on by itself."""
    row = interruptions.watch(at=at, session_id=page.session.pk)
    return _("The session was suspended by itself.") if row is not None else ""


ACTS: dict[str, Run] = {
    "open": _open,
    "identity": _identity,
    "answer": _answer,
    "suspend": _suspend,
    "resume": _resume,
    "abort": _abort,
    "attest": _attest,
    "close": _close,
    "explain": _explain,
    "watch": _watch,
}
