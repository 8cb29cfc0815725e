"""Bring in files, folders and archives: each file whole or not at all, a refusal never stops the others."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from foreign_law.actions.deposit import Deposited, deposit
from foreign_law.actions.summaries import deposit_summary
from foreign_law.importers.archive import Found, Skipped, walk
from foreign_law.importers.parsed import ParsedSummary, Refused, UnknownKind
from foreign_law.importers.reader import read
from foreign_law.importers.report import Report
from foreign_law.rules.refusals import reason as why
from portal.audit.actors import Actor
from portal.web.memory import rest_left_alone

Progress = Callable[[int, int, str], None]
log = logging.getLogger(__name__)


def bring_in(
    paths: list[str],
    *,
    wanted: str,
    actor: Actor,
    at: datetime,
    progress: Progress | None = None,
    address: str = "",
    trusted: bool = False,
) -> Report:
    """Import what lies at the paths and report it.

    :param wanted: ``auto``, ``hklm``, ``macao`` or ``akn``.
    :param address: where the one file came from, if it does not say so itself.
    :param trusted: believe Akoma Ntoso files that call their text authentic or official.
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
    with rest_left_alone():
        for done, found in enumerate(files):
            if progress is not None:
                progress(done, len(files), found.name)
            _bring_one(found, wanted, actor, at, report, {"address": address, "trusted": trusted})
    if progress is not None and files:
        progress(len(files), len(files), "")
    return report


def _bring_one(
    found: Found, wanted: str, actor: Actor, at: datetime, report: Report, said: dict[str, Any]
) -> None:  # fmt: skip
    try:
        with transaction.atomic():
            deposits = [
                deposit_summary(parsed, actor=actor, at=at)
                if isinstance(parsed, ParsedSummary)
                else deposit(parsed, actor=actor, at=at)
                for parsed in read(replace(found.open(), **said), wanted)
            ]
    except UnknownKind as reason:
        if found.named:
            report.refuse(found.name, reason.reason)
        else:
            report.skipped += 1
    except Refused as reason:
        report.refuse(found.name, reason.reason)
    except DatabaseError as error:
        log.warning("the database would not take a file of law: %s", found.name, exc_info=True)
        report.refuse(found.name, why("database", detail=type(error).__name__))
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        log.exception(
            "a file of law that no reader foresaw: %s", found.name
        )  # the files after it still go in
        report.refuse(found.name, why("not_foreseen", detail=type(error).__name__))
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
    report.warnings += [{"file": name, "text": one.plain(), "why": one.as_json()} for one in done.warnings]
