"""What the commands of the library say to whoever runs them, in the language of the shell."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from foreign_law.importers.collected import ArchiveResult, Collected
from foreign_law.importers.report import Report
from foreign_law.queries.refusals import sentence, told
from foreign_law.rules.refusals import Reason
from i18n import languages

OUTCOMES = {
    "fetched": lambda: pgettext("archive", "fetched"),
    "resumed": lambda: pgettext("archive", "fetched, going on where it had broken off"),
    "unchanged": lambda: pgettext("archive", "unchanged"),
    "refused": lambda: pgettext("archive", "not taken"),
    "wanted": lambda: pgettext("archive", "to be fetched"),
}


class SpokenCommand(BaseCommand):
    """A command that speaks the language of the shell (LANGUAGE, LC_ALL, LC_MESSAGES, LANG), else English.

    What machines read of it (``--json``) is the same in every language.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        with override(languages.of_shell(os.environ)):
            return super().execute(*args, **options)


def whole(reason: Reason) -> str:
    """A reason in the language that is active, with what libraries and the system said, as they said it."""
    details = reason.details()
    return f"{sentence(reason)}: {details}" if details else sentence(reason)


def report_lines(report: Report) -> list[str]:
    """What an import did."""
    said = [_warning(one) for one in report.warnings] + [_refusal(one) for one in report.refused]
    said += [
        _("Files read: %(count)s") % {"count": report.files},
        _("Instruments: %(count)s, of them new: %(new)s")
        % {"count": len(report.works), "new": report.new_works},
        _("Language versions: %(count)s, of them new: %(new)s")
        % {"count": len(report.expressions), "new": report.new_expressions},
        _("Files deposited: %(count)s; provisions in them: %(provisions)s")
        % {"count": report.held, "provisions": report.provisions},
        _new_texts(report.versions, report.recut),
        _("New terms: %(count)s") % {"count": report.terms},
        _("Unchanged: %(count)s") % {"count": report.unchanged},
        _("Skipped: %(count)s") % {"count": report.skipped},
        _("Warnings: %(count)s") % {"count": len(report.warnings)},
        _("Refused: %(count)s") % {"count": len(report.refused)},
        *_indexed(report.indexed),
    ]
    if not report.changed and not report.refused:
        said.append(_("No change: everything in these files was held already."))
    return said


def collected_lines(collected: Collected) -> list[str]:
    """What a run of fetching did."""
    counts = collected.all_counts()
    said = [_archive(archive) for archive in collected.archives]
    said += [_refusal(problem) for problem in collected.problems]
    return [
        *said,
        _("Archives: new %(new)s, unchanged %(unchanged)s, not taken %(refused)s")
        % {"new": counts["archives_new"], "unchanged": counts["archives_unchanged"],
           "refused": counts["archives_refused"]},
        _("Files: new %(new)s, unchanged %(unchanged)s, refused %(refused)s")
        % {"new": counts.get("deposited", 0), "unchanged": counts.get("unchanged", 0),
           "refused": len(collected.problems)},
        _("Instruments: %(count)s, of them new: %(new)s")
        % {"count": counts.get("instruments", 0), "new": counts.get("instruments_new", 0)},
        _("Provisions in new files: %(count)s") % {"count": counts.get("provisions", 0)},
        _new_texts(counts.get("versions", 0), counts.get("recut", 0)),
        _("Events: %(count)s") % {"count": collected.events},
        *_indexed(collected.indexed),
    ]  # fmt: skip


def _new_texts(new: int, recut: int) -> str:
    return _("New texts: %(new)s; texts with new dates: %(recut)s") % {"new": new, "recut": recut}


def _indexed(units: int) -> list[str]:
    return [_("Units indexed: %(count)s") % {"count": units}] if units else []


def _warning(one: Mapping[str, Any]) -> str:
    return _("Warning: %(file)s: %(reason)s") % {"file": one["file"], "reason": _words(one)}


def _refusal(one: Mapping[str, Any]) -> str:
    return _("Refused: %(file)s: %(reason)s") % {"file": one["file"], "reason": _words(one)}


def _words(one: Mapping[str, Any]) -> str:
    found = told(one)
    return ": ".join(filter(None, (found.sentence, found.english)))


def _archive(archive: ArchiveResult) -> str:
    said = OUTCOMES[archive.outcome]()
    if archive.size:
        said += " · " + _("%(size)s bytes") % {"size": archive.size}
    if archive.digest:
        said += f" · SHA-256 {archive.digest}"
    if archive.reason is not None:
        said += f" · {whole(archive.reason)}"
    return f"{archive.name}: {said}"
