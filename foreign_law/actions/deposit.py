"""Deposit one document: a language version of a work on one date, whole or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foreign_law.actions.changes import announce_changes, standing
from foreign_law.actions.dated import enter_dated, recut_everything
from foreign_law.actions.pairing import pair_languages
from foreign_law.actions.terms import feed_definitions
from foreign_law.actions.undated import enter_undated
from foreign_law.actions.writer import Writer
from foreign_law.importers.parsed import ParsedDocument, Received, Refused
from foreign_law.models import Currency, Expression, HeldVersion, Instrument, Source
from foreign_law.models.codes import rank
from foreign_law.rules.permissions import allowed
from foreign_law.rules.refusals import Reason, reason
from portal.audit.actors import Actor
from portal.audit.log import record

_WEB = re.compile(r"https?://", re.IGNORECASE)
"""An address that a page may link: whoever made a file wrote it, and ``javascript:`` is one too."""
_WEIGHT = {Currency.UNSTATED: 0, Currency.CURRENT: 1, Currency.PAST: 2}


@dataclass
class Deposited:
    """What a deposit did. ``changed`` False: everything was there already."""

    changed: bool
    work: str
    language: str
    held_date: str
    new_work: bool = False
    new_expression: bool = False
    provisions: int = 0
    versions: int = 0
    recut: int = 0
    terms: int = 0
    warnings: list[Reason] = field(default_factory=list)


def deposit(document: ParsedDocument, *, actor: Actor, at: datetime) -> Deposited:
    """Deposit a document in one transaction; the same file a second time changes nothing.

    :raises PermissionDenied: the actor is no librarian.
    :raises Refused: the file breaks off while it is read, or its text is worth less than the one held; nothing of it
        stays.
    """
    if not allowed("foreign_law.deposited", actor.roles):
        raise PermissionDenied(_("Only a librarian may deposit law."))
    with transaction.atomic():
        return _deposit(document, actor, at)


def _deposit(document: ParsedDocument, actor: Actor, at: datetime) -> Deposited:
    instrument, new_work = _instrument(document)
    expression, new_expression = _expression(document, instrument)
    source = _source(document.received, document, at)
    done = Deposited(
        False, instrument.path, document.language, str(document.held_date or ""), new_work, new_expression
    )
    known = _known(source, expression)
    rises = known is not None and rank(document.authenticity) > rank(known.authenticity)
    if known is not None and not rises and not _currency_changes(known, document.currency):
        return done
    if document.from_another_hand and not new_expression:
        _refuse_what_is_worth_less(document, expression)
    before = standing(expression)
    if known is not None and rises:
        _vouched_for(known, document, at)
        known = None
    writer = Writer(instrument, expression, _held(document, expression, source, known, at), source, at)
    if known is not None:
        done.provisions = recut_everything(writer)
    elif document.held_date is None:
        done.provisions = enter_undated(document, writer)
    else:
        done.provisions = enter_dated(document, writer)
    writer.flush()
    _complete(document, writer, done, at)
    announce_changes(before, writer.held, at=at)
    _enter(done, expression, source, document.authenticity, actor, at)
    return done


def _enter(
    done: Deposited, expression: Expression, source: Source, worth: str, actor: Actor, at: datetime
) -> None:
    facts: dict[str, str | int] = {
        "work": done.work, "language": done.language, "held": done.held_date, "worth": worth,
        "source_digest": source.digest, "provisions": done.provisions, "versions": done.versions,
    }  # fmt: skip
    record(
        act="foreign_law.deposited", actor=actor, at=at,
        subject=("foreign_law.Expression", str(expression.pk)), facts=facts,
    )  # fmt: skip


def _complete(document: ParsedDocument, writer: Writer, done: Deposited, at: datetime) -> None:
    """What is known only after the last provision: contents, notes, title, terms, pairing."""
    held, expression = writer.held, writer.expression
    if document.outline:
        held.outline, held.notes = document.outline, document.notes
        held.save(update_fields=("outline", "notes"))
    _entitle(document, expression, held)
    done.terms = feed_definitions(document, writer)
    if writer.instrument.jurisdiction == "CN-MO":
        document.warnings += pair_languages(writer.instrument, at)
    done.changed, done.versions, done.recut = True, writer.created, writer.recut
    done.warnings = list(document.warnings)


def _instrument(document: ParsedDocument) -> tuple[Instrument, bool]:
    """The work; a later file may fill in a date or gazette number that an earlier one lacked."""
    parsed = document.instrument
    instrument, created = Instrument.objects.get_or_create(
        citation_id=parsed.citation_id,
        defaults={name: value for name, value in parsed.__dict__.items() if name != "citation_id"},
    )
    missing = [
        name
        for name in ("gazette_number", "published_date")
        if not getattr(instrument, name) and getattr(parsed, name)
    ]
    for name in missing:
        setattr(instrument, name, getattr(parsed, name))
    if missing:
        instrument.save(update_fields=missing)
    return instrument, created


def _expression(document: ParsedDocument, instrument: Instrument) -> tuple[Expression, bool]:
    expression, created = Expression.objects.get_or_create(
        instrument=instrument,
        language=document.language,
        defaults={
            "excerpt": document.excerpt,
            "title": document.title[:500],
            "short_citation": document.short_citation[:200],
        },
    )
    expression = Expression.objects.select_for_update().get(pk=expression.pk)
    if not created and expression.excerpt and not document.excerpt:
        expression.excerpt = False
        expression.save(update_fields=("excerpt",))
    return expression, created


def _refuse_what_is_worth_less(document: ParsedDocument, expression: Expression) -> None:
    """Where a copy that is worth more is held, no copy of another hand comes beside it or takes its place."""
    held = HeldVersion.objects.filter(expression=expression, superseded_at=None)
    copies = held.order_by().values_list("authenticity", flat=True).distinct()
    if any(rank(worth) > rank(document.authenticity) for worth in copies):
        raise Refused("worth_less")


def _known(source: Source, expression: Expression) -> HeldVersion | None:
    """The copy that these bytes are already; the living one, where they came in twice."""
    copies = HeldVersion.objects.filter(source=source, expression=expression)
    return copies.order_by(F("superseded_at").desc(nulls_first=True)).first()


def _vouched_for(known: HeldVersion, document: ParsedDocument, at: datetime) -> None:
    """The same bytes, and now somebody says that they are worth more: the copy that nobody vouched for gives way."""
    if known.superseded_at is None:
        known.superseded_at = at
        known.save(update_fields=("superseded_at",))
    document.currency = max((document.currency, known.currency), key=lambda code: _WEIGHT[Currency(code)])
    source = known.source
    said = {
        "address": _address(document),
        "publisher": document.publisher,
        "attribution": document.attribution,
    }
    missing = [name for name, value in said.items() if value and not getattr(source, name)]
    for name in missing:
        setattr(source, name, said[name])
    source.save(update_fields=missing)


def _address(document: ParsedDocument) -> str:
    """The address that a page may link, or nothing."""
    return document.address[:1000] if _WEB.match(document.address) else ""


def _source(received: Received, document: ParsedDocument, at: datetime) -> Source:
    source, _created = Source.objects.get_or_create(
        digest=received.digest,
        defaults={
            "address": _address(document),
            "file_name": received.file_name[:255],
            "size": len(received.data),
            "publisher": document.publisher,
            "attribution": document.attribution,
            "retrieved_at": at,
        },
    )
    return source


def _currency_changes(known: HeldVersion, currency: str) -> bool:
    """The same bytes under a name that says more: a current file that has become a past one."""
    return known.superseded_at is None and _WEIGHT[Currency(currency)] > _WEIGHT[Currency(known.currency)]


def _held(
    document: ParsedDocument, expression: Expression, source: Source, known: HeldVersion | None, at: datetime
) -> HeldVersion:
    """The dated state; a different file of the same date supersedes the earlier one."""
    if known is not None:
        known.currency = document.currency
        known.save(update_fields=("currency",))
        return known
    currency = document.currency
    if document.held_date is not None:
        earlier = HeldVersion.objects.filter(
            expression=expression, held_date=document.held_date, superseded_at=None
        ).first()
        if earlier is not None:
            earlier.superseded_at = at
            earlier.save(update_fields=("superseded_at",))
            currency = max((currency, earlier.currency), key=lambda code: _WEIGHT[Currency(code)])
            document.warnings.append(reason("file_superseded", day=document.held_date.isoformat()))
    return HeldVersion.objects.create(
        expression=expression, source=source, held_date=document.held_date, currency=currency,
        authenticity=document.authenticity,
    )  # fmt: skip


def _entitle(document: ParsedDocument, expression: Expression, held: HeldVersion) -> None:
    """The title comes from the newest version held."""
    newest = (
        HeldVersion.objects.filter(expression=expression, superseded_at=None)
        .exclude(held_date=None)
        .order_by("-held_date")
        .values_list("pk", flat=True)
        .first()
    )
    if document.title and (newest is None or newest == held.pk) and expression.title != document.title:
        expression.title = document.title[:500]
        expression.save(update_fields=("title",))
