"""The public register as a table, for CSV and XLSX: public fields alone, safe to open in a spreadsheet."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from mediation_registry.models import Registrant
from mediation_registry.queries.public_profile import PublicClaim, PublicProfile, public_profiles
from mediation_registry.queries.register import courts_of, public_registrants
from mediation_registry.queries.sentences import short_status
from mediation_registry.queries.status import Status, has_scheme, statuses_on
from portal.web.spreadsheets import as_text, csv_line

BATCH = 500
#: Characters that no XML document may hold: one of them would break the workbook for every reader.
UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def header() -> list[str]:
    """The names of the columns in the language of the page."""
    return [
        _("Register number"), _("Kind"), _("Name in traditional characters"), _("Name in simplified characters"),
        _("Name in Portuguese"), _("Name in English or romanised"), _("Home jurisdiction"), _("Status in the register"),
        _("Valid from"), _("Valid to"), _("Certificate number"), _("Edition of the panel"), _("Working languages"),
        _("Kinds of dispute accepted"), _("Areas of strength"), _("Fee"), _("Inviting courts"), _("Fictitious"),
    ]  # fmt: skip


def rows(on: date) -> Iterator[list[str]]:
    """One row for each registrant in public, by register number, read in batches."""
    keys = list(public_registrants().order_by("register_no").values_list("pk", flat=True))
    schemes = {kind: has_scheme(kind) for kind in Registrant.Kind.values}
    for start in range(0, len(keys), BATCH):
        batch = Registrant.objects.filter(pk__in=keys[start : start + BATCH]).order_by("register_no")
        registrants = list(batch.select_related("person", "home_jurisdiction"))
        profiles, statuses = public_profiles(registrants, on), statuses_on(registrants, on)
        courts = courts_of([one.pk for one in registrants], on)
        for one in registrants:
            names = courts.get(one.pk, {}).values()
            yield [
                harmless(cell)
                for cell in _row(one, profiles[one.pk], statuses[one.pk], names, schemes[one.kind])
            ]


def _row(
    one: Registrant, profile: PublicProfile, status: Status, courts: Iterable[str], known: bool
) -> Iterator[str]:
    names = {name.script: name.text for name in profile.names}
    listing = status.listing if known else None
    yield one.register_no
    yield one.get_kind_display()
    yield from (names.get(script, "") for script in ("zh-hant", "zh-hans", "pt", "latin"))
    yield str(one.home_jurisdiction)
    yield short_status(status) if known else _("Registered organisation")
    yield status.valid_from.isoformat() if listing and status.valid_from else ""
    yield status.valid_to.isoformat() if listing and status.valid_to else ""
    yield listing.certificate_no if listing else ""
    yield str(listing.edition.year) if listing else ""
    yield "; ".join(language.name or str(language.label) for language in profile.languages)
    yield _claims(profile.dispute_types)
    yield _claims(profile.specialities)
    yield (
        ""
        if profile.charges_fee is None
        else _("Charges a fee")
        if profile.charges_fee
        else _("Charges no fee")
    )
    yield "; ".join(courts)
    yield _("yes") if one.is_fictitious else ""


def _claims(claims: Iterable[PublicClaim]) -> str:
    return "; ".join(" ".join(filter(None, (str(claim.label), claim.text))) for claim in claims)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, without the characters that a workbook cannot hold."""
    return as_text(UNSAYABLE.sub("", cell))


def as_csv(on: date) -> Iterator[str]:
    """The table line by line, UTF-8 with a mark that spreadsheets recognise it by."""
    yield "\ufeff"
    yield csv_line(header())
    for row in rows(on):
        yield csv_line(row)


def as_xlsx(on: date, at: datetime) -> bytes:
    """The table as a workbook; every cell is text."""
    from openpyxl import Workbook  # large, and needed by the few who take a workbook

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = at.replace(tzinfo=None)
    sheet = book.create_sheet(_("Register of mediators")[:31])
    sheet.append(header())
    for row in rows(on):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
