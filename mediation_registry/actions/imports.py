"""An official panel from a file: uploaded and proposed by one publisher, approved and published by another, all or
nothing.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mediation_registry.actions import editions, registrants
from mediation_registry.actions.edition_steps import require_order, require_seat
from mediation_registry.actions.editions import require_dates
from mediation_registry.actions.panel_review import Line, Review, review
from mediation_registry.importers.panel import COLUMNS, guess_columns
from mediation_registry.importers.tables import MOST_BYTES, UTF8, XLSX, Table, decode, read_table
from mediation_registry.models import EditionEntry, Listing, PanelEdition, PanelImport, Registrant, Scheme
from mediation_registry.queries.editions import schemes_published_by
from mediation_registry.queries.imports import listings_in_force
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.exhibits import actions as exhibits
from portal.exhibits.models import Exhibit
from portal.identity.actions.people import register_person
from portal.identity.models import Jurisdiction
from portal.identity.permissions import PermissionRefused, require

UPLOADED = "mediation_registry.panel_import_uploaded"
PROPOSED = "mediation_registry.panel_import_proposed"
APPROVED = "mediation_registry.panel_import_approved"
DISCARDED = "mediation_registry.panel_import_discarded"


@transaction.atomic
def upload_panel(
    *,
    actor: Actor,
    at: datetime,
    upload: Any,
    file_name: str,
    scheme: Scheme,
    year: int,
    session: str,
    determined_date: date,
    valid_from: date,
    instrument_no: str = "",
    source_url: str = "",
    encoding: str = "",
) -> PanelImport:
    """The file is read and kept with its SHA-256; nothing enters the register yet.

    :raises PermissionRefused: no publisher's seat at an authority of the scheme.
    :raises ValidationError: the file cannot be read or kept; dates out of order; an edition stands already.
    """
    require(actor, UPLOADED)
    require_seat(actor, scheme, UPLOADED)
    require_dates(determined_date, valid_from, at)
    require_order(PanelEdition(scheme=scheme, year=year, valid_from=valid_from))
    content = upload.read(MOST_BYTES + 1)
    table = _read(content, encoding)
    held = PanelImport.objects.create(
        scheme=scheme, year=year, session=session.strip(), instrument_no=instrument_no.strip(),
        determined_date=determined_date, valid_from=valid_from, source_url=source_url.strip(),
        file_name=exhibits.clean_name(file_name), encoding=table.encoding, table=table.to_text(),
        digest=hashlib.sha256(content).hexdigest(), columns=guess_columns(table.headings),
        uploaded_by=actor.key, uploaded_at=at,
    )  # fmt: skip
    held.exhibit = _kept(held, content, actor, at)
    if held.encoding not in (UTF8, XLSX):
        held.original = base64.b64encode(content).decode()
    held.save(update_fields=["exhibit", "original"])
    _minute(UPLOADED, held, actor, at, {"digest": held.digest, "encoding": held.encoding})
    return held


def _read(content: bytes, encoding: str) -> Table:
    try:
        return read_table(content, encoding)
    except ValidationError as refusal:
        raise ValidationError({"upload": refusal.messages}) from refusal


def _kept(held: PanelImport, content: bytes, actor: Actor, at: datetime) -> Exhibit:
    """The file as an exhibit, named by what it is; of a CSV file in another encoding its text in UTF-8."""
    name = held.file_name
    if held.encoding == XLSX:
        name = name if name.lower().endswith(".xlsx") else f"{name}.xlsx"
    else:
        name = f"{name}.txt"
        content = content if held.encoding == UTF8 else decode(content, held.encoding)[0].encode()
    try:
        return exhibits.deposit(
            actor=actor, at=at, upload=io.BytesIO(content), declared_name=name, scope=held.chain
        )
    except ValidationError as refusal:
        raise ValidationError({"upload": refusal.messages}) from refusal


@transaction.atomic
def settle_columns(
    *, actor: Actor, at: datetime, import_id: UUID, columns: Mapping[str, int], matches: Mapping[str, str]
) -> PanelImport:
    """Which column is which, and who is who, as the officer has chosen so far.

    :raises ValidationError: it is proposed or ended already.
    """
    held = _open_import(actor, UPLOADED, import_id, PanelImport.State.UPLOADED)
    held.columns = {column: place for column, place in columns.items() if column in COLUMNS}
    held.matches = dict(matches)
    held.save(update_fields=["columns", "matches"])
    return held


@transaction.atomic
def propose_panel(*, actor: Actor, at: datetime, import_id: UUID) -> PanelImport:
    """The file is sound, every question is answered: another publisher may approve it.

    :raises ValidationError: a row with an error, a row whose registrant is not chosen, or the state.
    """
    held = _open_import(actor, PROPOSED, import_id, PanelImport.State.UPLOADED)
    found = review(held)
    _require_sound(found)
    held.state, held.proposed_by, held.proposed_at = PanelImport.State.PROPOSED, actor.key, at
    held.save(update_fields=["state", "proposed_by", "proposed_at"])
    _minute(PROPOSED, held, actor, at, {"count": len(found.lines), "warnings": len(found.warnings)})
    return held


@transaction.atomic
def approve_panel(*, actor: Actor, at: datetime, import_id: UUID) -> PanelImport:
    """Another person approves: people, registrants, the edition with its source, and its publication in one act.

    :raises ValidationError: the actor proposed it; somebody was faster; the register has changed since.
    """
    held = _open_import(actor, APPROVED, import_id, PanelImport.State.PROPOSED)
    if held.proposed_by == actor.key:
        raise ValidationError(_("You proposed this panel; another person approves it."), code="same_person")
    found = review(held)
    _require_sound(found)
    edition = PanelEdition.objects.create(
        scheme=held.scheme, year=held.year, session=held.session, instrument_no=held.instrument_no,
        determined_date=held.determined_date, valid_from=held.valid_from, source_url=held.source_url,
        source_file=held.exhibit, source_digest=held.digest, prepared_by=held.proposed_by,
        prepared_at=held.proposed_at or at, is_fictitious=held.scheme.is_fictitious,
    )  # fmt: skip
    _write_lines(held, edition, found, actor, at)
    editions.publish_edition(actor=actor, at=at, edition_id=edition.pk)
    held.state, held.approved_by, held.approved_at, held.edition = (
        PanelImport.State.APPROVED, actor.key, at, edition,
    )  # fmt: skip
    held.save(update_fields=["state", "approved_by", "approved_at", "edition"])
    _minute(APPROVED, held, actor, at, {"count": len(found.lines)})
    return held


@transaction.atomic
def discard_panel(*, actor: Actor, at: datetime, import_id: UUID, reason: str) -> PanelImport:
    """The file is given up; it stays on record, and nothing of it entered the register.

    :raises ValidationError: no reason, or it has ended already.
    """
    held = _open_import(actor, DISCARDED, import_id, *OPEN)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    held.state = PanelImport.State.DISCARDED
    held.save(update_fields=["state"])
    _minute(DISCARDED, held, actor, at, {}, private={"reason": reason.strip()})
    return held


OPEN = (PanelImport.State.UPLOADED, PanelImport.State.PROPOSED)


def _open_import(actor: Actor, act: str, import_id: UUID, *states: str) -> PanelImport:
    """Beats one to three.

    :raises PermissionRefused: no such import for this actor.
    :raises ValidationError: it stands in another state.
    """
    require(actor, act)
    rows = PanelImport.objects.select_for_update(of=("self",)).select_related("scheme", "exhibit")
    held = rows.filter(pk=import_id, scheme__in=schemes_published_by(actor)).first()
    if held is None:
        raise PermissionRefused(act)
    if held.state not in states:
        sentence = _("This step is not possible now. State of the import: %(state)s.")
        raise ValidationError(sentence % {"state": held.get_state_display()}, code="state")
    return held


def _require_sound(found: Review) -> None:
    if found.errors:
        count = len(found.errors)
        raise ValidationError(
            ngettext("%(count)s error stands in the file.", "%(count)s errors stand in the file.", count)
            % {"count": count}
        )
    if found.open_lines:
        rows = ", ".join(str(line.row.row) for line in found.open_lines[:20])
        raise ValidationError(_("Say who these rows are: %(rows)s.") % {"rows": rows})
    if not found.lines:
        raise ValidationError(_("The file is empty."))


def _write_lines(held: PanelImport, edition: PanelEdition, found: Review, actor: Actor, at: datetime) -> None:
    places = {row.code: row for row in Jurisdiction.objects.all()}
    earlier = listings_in_force(held.scheme)
    EditionEntry.objects.bulk_create(
        _entry(edition, line, places[line.row.place], earlier, actor, at) for line in found.lines
    )


def _entry(
    edition: PanelEdition,
    line: Line,
    place: Jurisdiction,
    earlier: Mapping[Any, Listing],
    actor: Actor,
    at: datetime,
) -> EditionEntry:
    registrant = line.registrant or _new_registrant(edition.scheme, line, place, actor, at)
    return EditionEntry(
        edition=edition, registrant=registrant, jurisdiction=place, carried_from=earlier.get(registrant.pk)
    )


def _new_registrant(
    scheme: Scheme, line: Line, place: Jurisdiction, actor: Actor, at: datetime
) -> Registrant:
    kind = registrants.PERSON_KIND_OF[scheme.kind]
    person = register_person(actor=actor, at=at, names=line.row.names, kind=kind)
    return registrants.register(
        actor=actor,
        at=at,
        person=person,
        kind=scheme.kind,
        jurisdiction=place,
        is_fictitious=scheme.is_fictitious,
    )


def _minute(
    act: str,
    held: PanelImport,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Any],
    private: Mapping[str, str] | None = None,
) -> None:
    audit.record(
        act=act, actor=actor, at=at, subject=(held._meta.label, str(held.pk)), chain=held.chain,
        facts={"scheme": held.scheme.code, "year": held.year, **facts}, private=private or {},
    )  # fmt: skip
