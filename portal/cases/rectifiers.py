"""Which entries of a case may be rectified, how they are read and written, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from portal.audit.actors import Actor
from portal.audit.rectifiers import RectifiableField, Rectifier
from portal.cases.models import Case, Party, Representation
from portal.cases.models.cases import person_id_of, stands_in

CASE_FIELDS = {
    "court_number": RectifiableField(gettext_lazy("court's case number"), moves_legal_date=False),
    "procedure": RectifiableField(gettext_lazy("procedure"), moves_legal_date=False),
    "filed_date": RectifiableField(gettext_lazy("date of filing"), moves_legal_date=True),
}
PARTY_FIELDS = {
    "name": RectifiableField(gettext_lazy("name"), moves_legal_date=False),
    "other_name": RectifiableField(gettext_lazy("name in another script"), moves_legal_date=False),
    "role": RectifiableField(gettext_lazy("standing"), moves_legal_date=False),
    "region": RectifiableField(gettext_lazy("place"), moves_legal_date=False),
}
REPRESENTATION_FIELDS = {
    "agent_name": RectifiableField(gettext_lazy("agent"), moves_legal_date=False),
    "valid_from": RectifiableField(gettext_lazy("from"), moves_legal_date=True),
}


def rectifier_for(
    model: type[models.Model], fields: Mapping[str, RectifiableField], case_path: str
) -> Rectifier:
    """The rectifier of one model; staff of the case's court may use it."""
    return Rectifier(
        fields=fields,
        read=_reader(model),
        write=_writer(model),
        may=lambda actor, key: _is_staff(model, case_path, actor, key),
    )


def _reader(model: type[models.Model]) -> Callable[[str, str], str]:
    def read(key: str, field: str) -> str:
        value = getattr(model._default_manager.select_for_update().get(pk=key), field)
        return value.isoformat() if isinstance(value, date) else str(value)

    return read


def _writer(model: type[models.Model]) -> Callable[[str, str, str, Actor, datetime], None]:
    def write(key: str, field: str, value: str, actor: Actor, at: datetime) -> None:
        row = model._default_manager.select_for_update().get(pk=key)
        setattr(row, field, _entry(row, field, value))
        row.full_clean()
        row.save(update_fields=[field])

    return write


def _entry(row: models.Model, field: str, value: str) -> Any:
    try:
        column: Any = row._meta.get_field(field)
        return column.to_python(value)
    except ValidationError as error:
        raise ValidationError({"new": error.messages}) from error


def _is_staff(model: type[models.Model], case_path: str, actor: Actor, key: str) -> bool:
    account = person_id_of(actor)
    if account is None:
        return False
    cases = Case.objects.filter(~stands_in(account), court__code__in=actor.courts)
    return model._default_manager.filter(pk=key, **{f"{case_path}pk__in": cases.values("pk")}).exists()


RECTIFIERS: dict[str, Rectifier] = {
    "cases.Case": rectifier_for(Case, CASE_FIELDS, ""),
    "cases.Party": rectifier_for(Party, PARTY_FIELDS, "case__"),
    "cases.Representation": rectifier_for(Representation, REPRESENTATION_FIELDS, "party__case__"),
}
