"""Statements on the choice of law: seeded once, then a librarian's; every change is a further version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.models import ChoiceStatement
from foreign_law.rules.choosing import unknown_conditions
from i18n import languages
from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.permissions import require

SEED = Path(__file__).parent.parent / "seed" / "choice_statements.json"
FIELDS = (
    "section", "order", "texts", "conditions", "instrument", "article", "address", "source_date", "confidence",
)  # fmt: skip


class StatementChanged(ValidationError):
    """Somebody else saved first; ``number`` is the version that stands now."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Somebody changed this statement while you were working on it. Your entries are kept below.")
        )
        self.number = number


def seed_statements(*, actor: Actor, at: datetime) -> int:
    """Enter the statements that come with the portal and bring untouched ones up to date; returns how many changed.

    A statement that staff changed or withdrew is left as it is.
    """
    require(actor, "foreign_law.choice_statements_seeded")
    seed = json.loads(SEED.read_text("utf-8"))
    with transaction.atomic():
        newest = {one.code: one for one in ChoiceStatement.objects.filter(superseded_at=None)}
        changed = 0
        for entry in seed:
            values = {**entry, "source_date": date.fromisoformat(entry["source_date"])}
            old = newest.get(values.pop("code"))
            if old is not None and (not old.seeded or _same(old, values)):
                continue
            _enter(entry["code"], old, values, actor=actor, at=at, reason="", seeded=True)
            changed += 1
        if changed:
            record(
                act="foreign_law.choice_statements_seeded", actor=actor, at=at,
                subject=("foreign_law.ChoiceStatement", "seed"), facts={"changed": changed},
            )  # fmt: skip
    return changed


def enter_statement(
    *, actor: Actor, at: datetime, code: str, version: int, reason: str, values: Mapping[str, Any]
) -> ChoiceStatement:
    """A new statement (``version`` 0) or the next version of one; ``version`` is the one that the editor saw.

    ``values`` has the columns of `FIELDS`.

    :raises StatementChanged: somebody else saved first.
    :raises ValidationError: a language, the source or the reason is missing, a condition could never be met, or a new
        statement bears the identifier of another one, withdrawn or not.
    """
    require(actor, "foreign_law.choice_statement_entered")
    _demand_sound(values, reason)
    with transaction.atomic():
        old = _standing(code, version)
        made = _enter(code, old, {**values}, actor=actor, at=at, reason=reason.strip(), seeded=False)
        _log("foreign_law.choice_statement_entered", made, actor, at)
    return made


def withdraw_statement(
    *, actor: Actor, at: datetime, code: str, version: int, reason: str
) -> ChoiceStatement:
    """The statement is shown no more; its versions stay and it may be entered anew.

    :raises StatementChanged: somebody else saved first.
    :raises ValidationError: no reason, or nothing to withdraw.
    """
    require(actor, "foreign_law.choice_statement_withdrawn")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    with transaction.atomic():
        old = _standing(code, version)
        if old is None or old.withdrawn:
            raise ValidationError(_("This statement is withdrawn already."))
        values = {name: getattr(old, name) for name in FIELDS}
        made = _enter(
            code, old, {**values, "withdrawn": True}, actor=actor, at=at, reason=reason.strip(), seeded=False
        )
        _log("foreign_law.choice_statement_withdrawn", made, actor, at)
    return made


def _standing(code: str, version: int) -> ChoiceStatement | None:
    old = ChoiceStatement.objects.select_for_update().filter(code=code, superseded_at=None).first()
    if old is not None and not version:
        raise ValidationError({"code": _("A statement with this identifier exists already.")})
    if (old.version if old else 0) != version:
        raise StatementChanged(old.version if old else 0)
    return old


def _enter(
    code: str, old: ChoiceStatement | None, values: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str,
    seeded: bool,
) -> ChoiceStatement:  # fmt: skip
    if old is not None:
        old.superseded_at = at
        old.save(update_fields=["superseded_at"])
    return ChoiceStatement.objects.create(
        code=code, version=old.version + 1 if old else 1, actor_key=actor.key, entered_at=at, reason=reason,
        seeded=seeded, **values,
    )  # fmt: skip


def _same(old: ChoiceStatement, values: Mapping[str, Any]) -> bool:
    return all(getattr(old, name) == values[name] for name in FIELDS)


def _demand_sound(values: Mapping[str, Any], reason: str) -> None:
    wrong: dict[str, str] = {}
    if missing := [code for code in languages.CODES if not str(values["texts"].get(code, "")).strip()]:
        wrong |= {f"text_{code.replace('-', '_')}": _("Say it in this language too.") for code in missing}
    if not str(values["instrument"]).strip():
        wrong["instrument"] = _("Name the source.")
    if not values["source_date"]:
        wrong["source_date"] = _("Enter the date of the source.")
    if not reason.strip():
        wrong["reason"] = _("Say why.")
    if unknown_conditions(values["conditions"]):
        wrong["__all__"] = _("A condition is not among the questions of the check.")
    if wrong:
        raise ValidationError({name: [sentence] for name, sentence in wrong.items()})


def _log(act: str, made: ChoiceStatement, actor: Actor, at: datetime) -> None:
    record(
        act=act, actor=actor, at=at, subject=("foreign_law.ChoiceStatement", str(made.pk)),
        chain=f"choice_statement:{made.code}", facts={"code": made.code, "version": made.version},
    )  # fmt: skip
