"""Enter a file that has a version date: every provision into the ledger, every row to its proved dates."""

from __future__ import annotations

import uuid

from foreign_law.actions.ledger import Ledger, RowState
from foreign_law.actions.writer import Writer
from foreign_law.importers.parsed import ParsedDocument, ParsedProvision
from foreign_law.models import Provision, ProvisionVersion, Sighting
from foreign_law.rules.refusals import reason


def enter_dated(document: ParsedDocument, writer: Writer) -> int:
    """Enter the provisions of a dated file; returns how many it holds."""
    held = document.held_date
    if held is None:
        raise ValueError("a dated file has a date")
    ledger = Ledger.load(writer.expression)
    known = {provision.key: provision for provision in Provision.objects.filter(instrument=writer.instrument)}
    ancestry = _Ancestry(writer, known)
    present: set[str] = set()
    total = 0
    for parsed in document.provisions:
        total += 1
        provision = known.get(parsed.key)
        if provision is None:
            provision = known[parsed.key] = writer.provision(parsed, ancestry.formerly(parsed))
        elif ledger.newest == held:
            writer.reorder(provision, parsed)
        present.add(str(provision.pk))
        change = ledger.place(
            str(provision.pk), held, parsed.start_period, parsed.digest, writer.held.authenticity
        )
        if change.contradicted:
            document.warnings.append(reason("reaches_back", place=parsed.key))
        for row in change.retired:
            writer.retire(row, provision.key, ledger.rows[row])
        if change.is_new:
            writer.version(provision, parsed, change.row, ledger.rows[change.row])
        writer.recuts(provision.key, str(provision.pk), change)
        writer.sighting(provision, change.row, parsed)
    _close_absent(ledger, writer, known, present)
    _supersede_unseen(writer)
    return total


def _close_absent(ledger: Ledger, writer: Writer, known: dict[str, Provision], present: set[str]) -> None:
    """Provisions that this file lacks end where they were last seen."""
    held = writer.held.held_date
    for provision in known.values():
        key = str(provision.pk)
        if key in present or key not in ledger.seen or held is None:
            continue
        change = ledger.absent(key, held)
        if change is not None:
            writer.recuts(provision.key, key, change)


def recut_everything(writer: Writer) -> int:
    """Cut all ranges anew after a held version changed its currency; returns the provisions touched."""
    ledger = Ledger.load(writer.expression)
    keys = dict(Provision.objects.filter(instrument=writer.instrument).values_list("pk", "key"))
    for provision in list(ledger.seen):
        change = ledger.recut(provision)
        writer.recuts(keys[uuid.UUID(provision)], provision, change)
    return len(ledger.seen)


def _supersede_unseen(writer: Writer) -> None:
    """Rows whose only files were superseded are read no more."""
    writer.flush()
    live = Sighting.objects.filter(
        held_version__expression=writer.expression, held_version__superseded_at=None
    ).values("version_id")
    stale = ProvisionVersion.objects.filter(expression=writer.expression, superseded_at=None).exclude(
        pk__in=live
    )
    for version in stale.select_related("provision").defer("body", "text"):
        state = RowState(version.valid_from, version.valid_to, False)
        writer.retire(str(version.pk), version.provision.key, state)


class _Ancestry:
    """Who a provision was before: the same source identifier, or heading and text, under another key."""

    def __init__(self, writer: Writer, known: dict[str, Provision]) -> None:
        self._by_pk = {provision.pk: provision for provision in known.values()}
        self._by_source: dict[str, uuid.UUID] = {}
        self._by_digest: dict[tuple[str, str], uuid.UUID] = {}
        rows = ProvisionVersion.objects.filter(expression=writer.expression, superseded_at=None)
        for provision, source_key, heading, digest in rows.values_list(
            "provision_id", "source_key", "heading", "digest"
        ):
            if source_key:
                self._by_source[source_key] = provision
            if heading:
                self._by_digest[(heading, digest)] = provision

    def formerly(self, parsed: ParsedProvision) -> Provision | None:
        """The provision that this one continues under a new number, or None."""
        found = self._by_source.get(parsed.source_key) or self._by_digest.get((parsed.heading, parsed.digest))
        return self._by_pk.get(found) if found else None
