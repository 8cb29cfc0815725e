"""Bring in files, folders and archives: each file whole or not at all, a refusal never stops the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, transaction

from foreign_law.actions.deposit import Deposited, deposit
from foreign_law.actions.summaries import deposit_summary
from foreign_law.importers.archive import Found, Skipped, walk
from foreign_law.importers.parsed import ParsedSummary, Refused, UnknownKind
from foreign_law.importers.reader import read
from foreign_law.importers.report import Report
from portal.audit.actors import Actor

Progress = Callable[[int, int, str], None]


def bring_in(
    paths: list[str], *, wanted: str, actor: Actor, at: datetime, progress: Progress | None = None
) -> Report:
    """Import what lies at the paths and report it.

    :param wanted: ``auto``, ``hklm`` or ``macao``.
    :param progress: called with files done, files in all, and the name of the next one.
    """
    report = Report()
    files: list[Found] = []
    for found in walk(paths):
        if isinstance(found, Skipped):
            report.skipped += 1
        elif isinstance(found, Found):
            files.append(found)
        else:
            report.refuse(*found)
    for done, found in enumerate(files):
        if progress is not None:
            progress(done, len(files), found.name)
        _bring_one(found, wanted, actor, at, report)
    if progress is not None and files:
        progress(len(files), len(files), "")
    return report


def _bring_one(found: Found, wanted: str, actor: Actor, at: datetime, report: Report) -> None:
    try:
        with transaction.atomic():
            deposits = [
                deposit_summary(parsed, actor=actor, at=at)
                if isinstance(parsed, ParsedSummary)
                else deposit(parsed, actor=actor, at=at)
                for parsed in read(found.open(), wanted)
            ]
    except UnknownKind as reason:
        if found.named:
            report.refuse(found.name, str(reason))
        else:
            report.skipped += 1
    except Refused as reason:
        report.refuse(found.name, str(reason))
    except DatabaseError as error:
        report.refuse(found.name, f"the database would not take it: {error}")
    else:
        report.files += 1
        for done in deposits:
            _count(done, found.name, report)


def _count(done: Deposited, name: str, report: Report) -> None:
    report.works.add(done.work)
    report.expressions.add((done.work, done.language))
    if not done.changed:
        report.unchanged += 1
        return
    report.held += 1
    report.new_works += done.new_work
    report.new_expressions += done.new_expression
    report.provisions += done.provisions
    report.versions += done.versions
    report.recut += done.recut
    report.terms += done.terms
    report.warnings += [{"file": name, "text": text} for text in done.warnings]
