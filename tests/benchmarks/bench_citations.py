"""Citations of a judgment of 200 pages: found in its text, and led to what the library holds.

The text is invented: 600,000 characters in English with Chinese and Portuguese passages, a citation in about every
third sentence, of works and provisions that are held, of some that are not, and of cases.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.bench_comparison import ordinance

PAGE = 3000
"""Characters on a page."""
SENTENCES = (
    "The learned judge turned to the question of the lamp, which had been argued at length by both sides. ",
    "Under section {n}({m}) of the Lighthouse Ordinance (Cap. 9500), the keeper must trim the lamp. ",
    "That was not so in the case below, where the evidence of the keeper was rejected as unreliable. ",
    "As was held in [2022] HKCFA {m} and in HCAL {n}/2021, the duty is a strict one; see also (2005) 8 HKCFAR {n}. ",
    "原訟法庭認為，第9500章第{n}條並無追溯力；上訴人另援引第{n}/2021號法律第{m}條。",
    "Nos termos do artigo {m}.º da Lei n.º {n}/2019, o faroleiro responde pelos danos que causar. ",
)


def judgment(pages: int) -> str:
    """The text."""
    parts: list[str] = []
    size, turn = 0, 0
    while size < pages * PAGE:
        sentence = SENTENCES[turn % len(SENTENCES)].format(n=turn % 480 + 1, m=turn % 8 + 1)
        parts.append(sentence)
        size, turn = size + len(sentence), turn + 1
    return "".join(parts)


def run(scale: str = "full") -> dict[str, Any]:
    """Measure 200 pages, or 10 when ``small``; nothing stays in the database."""
    from django.db import transaction
    from django.utils import timezone

    pages, sections = {"full": (200, 500), "small": (10, 40)}[scale]
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / "cap_9500_20200101000000_en_c.xml"
        path.write_text(ordinance(sections, "2020-01-01", later=True), "utf-8")
        figures = _measure(path, judgment(pages), timezone.now())
        transaction.set_rollback(True)
    seconds = figures["seconds"]
    rows = {
        "citations found and resolved, s": {"target": "<= 1", "measured": seconds, "met": seconds <= 1},
        "queries": {"target": "<= 5", "measured": figures["queries"], "met": figures["queries"] <= 5},
    }
    return {"scale": scale, "load": os.getloadavg()[0], "rows": rows, "figures": {**figures, "pages": pages}}


def _measure(path: Path, text: str, at: Any) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from foreign_law.actions.bring_in import bring_in
    from foreign_law.queries.cited_places import targets
    from foreign_law.rules.citations import recognise
    from portal.audit.actors import system_actor

    report = bring_in([str(path)], wanted="hklm", actor=system_actor("benchmark"), at=at)
    if report.refused:
        raise RuntimeError(report.refused[0]["reason"])
    taken = []
    for _run in range(3):
        start = time.perf_counter()
        found = recognise(text, jurisdiction="CN-HK")
        recognised = time.perf_counter() - start
        led = targets((one.id, one.provision) for one in found)
        taken.append((time.perf_counter() - start, recognised))
    with CaptureQueriesContext(connection) as asked:
        targets((one.id, one.provision) for one in found)
    seconds, recognised = sorted(taken)[1]
    return {
        "seconds": round(seconds, 3), "recognising": round(recognised, 3), "queries": len(asked),
        "citations": len(found), "led somewhere": len(led),
    }  # fmt: skip
