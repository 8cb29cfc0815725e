"""Speed and memory of an HKLM import with its index, against the parts that cannot be avoided.

Raw = lxml's parse of the same file + one bulk_create of the same rows + bare tantivy over the same tokens.
A file of about 20 MB is grown from Cap. 486 (or from the tests' own sample, where the real texts are absent);
each measurement runs in a process of its own, so that the memory is the import's.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
SAMPLE = Path(__file__).parents[1] / "foreign_law/samples/hk/cap_9001_20100101000000_en_p.xml"
NAME = "cap_9486_20221001000000_en_c.xml"


def source_file() -> Path:
    """The file to grow: the real Cap. 486, else the fictitious Cap. 9001."""
    real = Path(os.environ.get("PORTAL_CORPORA", "../shared/corpora")) / "hk/hk-pdpo-cap486-20221001-en.xml"
    return real if real.is_file() else SAMPLE


def grown(target: Path, size: int) -> int:
    """Write a file of about ``size`` bytes made of copies with identifiers of their own; returns its size."""
    text = re.sub(r"<docNumber>\w+<", "<docNumber>9486<", source_file().read_text("utf-8"))
    begins, ends = re.search(r"<main[^>]*>", text), text.index("</main>")
    assert begins is not None
    body = text[begins.end() : ends]
    with target.open("w", encoding="utf-8") as out:
        out.write(text[: begins.end()])
        copies = max(1, round(size / len(body.encode())))
        for number in range(copies):
            out.write(re.sub(r'\b(temporalId|id)="', rf'\1="c{number}_', body))
        out.write(text[ends:])
    return target.stat().st_size


def run(scale: str = "full") -> dict[str, Any]:
    """Measure an import of 20 MB, or of half a megabyte when ``small``."""
    factor = {"full": 1.0, "small": 0.025}[scale]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        size = grown(root / NAME, int(20 * MEGABYTE * factor))
        _child("migrate", root)
        found = _child("measure", root)
    raw = found["parse"] + found["rows"] + found["tantivy"]
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": {
            "import incl. index / raw": {
                "target": "<= 4",
                "measured": round(found["import"] / raw, 2),
                "met": found["import"] / raw <= 4,
            },
            "memory in MB": {
                "target": "<= 300",
                "measured": round(found["peak_mb"]),
                "met": found["peak_mb"] <= 300,
            },
        },
        "figures": {**found, "raw": raw, "file_mb": round(size / MEGABYTE, 1)},
    }


def _child(phase: str, root: Path) -> dict[str, float]:
    environment = {**os.environ, "PORTAL_VAR": str(root / "var"), "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_import", phase, str(root)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1]) if phase == "measure" else {}


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    path = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    shutil.copy(path, path.with_suffix(".raw"))


def _measure(root: Path) -> dict[str, float]:
    from django.utils import timezone

    from foreign_law.actions.bring_in import bring_in
    from foreign_law.tasks.library import index_now
    from portal.audit.actors import system_actor

    at = timezone.now()
    base = _peak()
    start = time.perf_counter()
    report = bring_in([str(root / NAME)], wanted="auto", actor=system_actor("benchmark"), at=at)
    imported = time.perf_counter() - start
    index_now(at=at)
    figures = {"import": time.perf_counter() - start, "without_index": imported}
    figures |= {"peak_mb": _peak(), "base_mb": base, "versions": float(report.versions)}
    if report.refused:
        raise RuntimeError(report.refused[0]["reason"])
    return figures | {"parse": _parse(root / NAME), "rows": _rows(), "tantivy": _tantivy(root)}


def _peak() -> float:
    """Peak of this process's resident memory in megabytes.

    ``ru_maxrss`` counts what the process was before it became this program: the benchmark that started it.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


def _parse(path: Path) -> float:
    from lxml import etree

    data = path.read_bytes()
    start = time.perf_counter()
    etree.fromstring(data)
    return time.perf_counter() - start


def _rows() -> float:
    """One bulk_create per table of the rows that the import made, in a fresh copy of the database."""
    from django.apps import apps
    from django.db import connections, transaction

    settings = {**connections["default"].settings_dict}
    settings["NAME"] = str(Path(str(settings["NAME"])).with_suffix(".raw"))
    connections.databases["raw"] = settings
    names = (
        "Instrument Expression Source HeldVersion Provision ProvisionVersion StatusNote Sighting "
        "Concept ConceptForm IndexTask"
    )
    tables = [apps.get_model("foreign_law", name) for name in names.split()]
    rows = [(table, list(table.objects.all())) for table in tables]
    start = time.perf_counter()
    with transaction.atomic(using="raw"):
        for table, made in rows:
            table.objects.using("raw").bulk_create(made, batch_size=500)
    return time.perf_counter() - start


def _tantivy(root: Path) -> float:
    """The bare engine over tokens made beforehand."""
    from foreign_law.models import ProvisionVersion
    from portal.search import tantivy_storage as storage
    from portal.search.preparation import prepared, schema_version
    from portal.search.tantivy_schema import document
    from portal.search.units import Unit

    versions = ProvisionVersion.objects.select_related("provision__instrument", "expression")
    ready = list(
        prepared(
            Unit(
                uid=version.uid,
                work=version.provision.instrument.path,
                provision=version.provision.key,
                jurisdiction="cn-hk",
                language=version.expression.language,
                kind="ordinance",
                heading=version.heading,
                body=version.text,
            )
            for version in versions
        )
    )
    path = storage.create(root / "raw-index", schema_version())
    start = time.perf_counter()
    writer = storage.writer(storage.opened(path))
    for item in ready:
        writer.add_document(document(item))
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - start


def main() -> None:
    """One phase in a process of its own."""
    import django

    django.setup()
    phase, root = sys.argv[1], Path(sys.argv[2])
    if phase == "migrate":
        _migrate()
    else:
        print(json.dumps(_measure(root)))


if __name__ == "__main__":
    main()
