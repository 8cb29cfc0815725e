"""Two versions of an ordinance compared: what happened to each section, and the changed ones word by word.

An invented ordinance of 500 sections, each of two subsections with paragraphs; between the versions a tenth of the
sections changes, five come and five go. The page of a work shows the first figure, the whole comparison is both.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><ordinance xmlns="http://www.xml.gov.hk/schemas/hklm/1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="en"><meta><docName>Cap. 9500</docName><docType>cap</docType>'
    "<docNumber>9500</docNumber><dc:identifier>/hk/cap9500!en</dc:identifier><dc:date>{day}</dc:date>"
    '<dc:language>en</dc:language></meta><main xml:lang="en">'
)
WORDS = "The keeper of an invented lighthouse must trim the lamp, enter the hour and report any ship that was seen. "


def ordinance(sections: int, day: str, *, later: bool) -> str:
    """The file of one version."""
    parts = [HEAD.format(day=day)]
    for number in range(1, sections + 1):
        if (later and number % 100 == 99) or (not later and number % 100 == 98):
            continue
        changed = later and number % 10 == 0
        words = WORDS * 3 + (
            "The report is made in writing within 7 days. " if changed else "The report is oral. "
        )
        since = day if changed else "2001-01-01"
        paragraphs = "".join(
            f'<paragraph temporalId="s{number}_2_{letter}"><num value="{letter}">({letter})</num>'
            f"<content>{WORDS}</content></paragraph>"
            for letter in "abcd"
        )
        parts.append(
            f'<section id="ID_{number}" temporalId="s{number}" status="operational" startPeriod="{since}">'
            f'<num value="{number}">{number}.</num><heading>Lamp {number}</heading>'
            f'<subsection temporalId="s{number}_1"><num value="1">(1)</num><content>{words}</content></subsection>'
            f'<subsection temporalId="s{number}_2"><num value="2">(2)</num><leadIn>In this section—</leadIn>'
            f"{paragraphs}</subsection></section>"
        )
    return "".join([*parts, "</main></ordinance>"])


def run(scale: str = "full") -> dict[str, Any]:
    """Measure 500 sections, or 40 when ``small``; nothing stays in the database."""
    from django.db import transaction
    from django.utils import timezone

    sections = {"full": 500, "small": 40}[scale]
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        for day, mark in (("2010-01-01", "p"), ("2020-01-01", "c")):
            path = Path(folder) / f"cap_9500_{day.replace('-', '')}000000_en_{mark}.xml"
            path.write_text(ordinance(sections, day, later=mark == "c"), "utf-8")
        figures = _measure(folder, timezone.now())
        transaction.set_rollback(True)
    row = {
        name: {"target": "<= 300", "measured": value, "met": value <= 300}
        for name, value in figures.items()
        if "ms" in name
    }
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": row,
        "figures": {**figures, "sections": sections},
    }


def _measure(folder: str, at: Any) -> dict[str, Any]:
    from foreign_law.actions.bring_in import bring_in
    from foreign_law.models import Instrument
    from foreign_law.queries.history import changed_provisions, compare
    from portal.audit.actors import system_actor

    report = bring_in([folder], wanted="hklm", actor=system_actor("benchmark"), at=at)
    if report.refused:
        raise RuntimeError(report.refused[0]["reason"])
    work = Instrument.objects.get(slug="cap-9500")
    first, second = date(2010, 1, 1), date(2020, 1, 1)
    changes = changed_provisions(work, language="en", first=first, second=second)
    one = next(change.key for change in changes if change.change == "changed")

    def listed() -> object:
        return changed_provisions(work, language="en", first=first, second=second)

    def worded() -> object:
        return compare(work, one, language="en", first=first, second=second)

    both = sum(change.change == "changed" for change in changes)
    return {
        "what happened to each section, ms p95": _p95(listed),
        "one changed section word by word, ms p95": _p95(worded),
        "changed": both,
    }


def _p95(work: Callable[[], object], runs: int = 11) -> float:
    taken = []
    for _run in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return round(sorted(taken)[int(runs * 0.95) - 1], 1)
