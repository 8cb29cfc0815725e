"""Enter a Macao text: its page states no version date, so the page received last is the one that is read."""

from __future__ import annotations

import uuid

from foreign_law.actions.ledger import RowState
from foreign_law.actions.writer import Writer
from foreign_law.importers.parsed import ParsedDocument
from foreign_law.models import Provision, ProvisionVersion
from foreign_law.models.codes import rank


def enter_undated(document: ParsedDocument, writer: Writer) -> int:
    """Enter the provisions of an undated file; a text that differs, or a better copy, supersedes the one before."""
    known = {provision.key: provision for provision in Provision.objects.filter(instrument=writer.instrument)}
    living = {
        version.provision_id: version
        for version in ProvisionVersion.objects.filter(
            expression=writer.expression, superseded_at=None
        ).select_related("provision")
    }
    begins = writer.instrument.published_date
    total = 0
    for parsed in document.provisions:
        total += 1
        provision = known.get(parsed.key)
        if provision is None:
            provision = known[parsed.key] = writer.provision(parsed)
        version = living.get(provision.pk)
        better = version is not None and rank(writer.held.authenticity) > rank(version.authenticity)
        if version is not None and version.digest == parsed.digest and not better:
            _date(version, writer)
            writer.sighting(provision, str(version.pk), parsed)
            continue
        if version is not None:
            state = RowState(version.valid_from, version.valid_to, False)
            writer.retire(str(version.pk), provision.key, state)
        row = str(uuid.uuid4())
        writer.version(provision, parsed, row, RowState(begins, None, True))
        writer.sighting(provision, row, parsed)
    return total


def _date(version: ProvisionVersion, writer: Writer) -> None:
    """A version without a date gets the date of publication when a later file states it."""
    if version.valid_from is None and writer.instrument.published_date is not None:
        writer.redate(version, RowState(writer.instrument.published_date, version.valid_to, version.latest))
