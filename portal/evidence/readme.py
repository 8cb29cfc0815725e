"""README.txt of a package: what it is and how to check it, in four languages."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from i18n import languages
from portal.evidence.registry import Contents
from portal.evidence.texts import INTEGRITY, SIMULATED
from portal.seals.demonstration_authority import is_demonstration

LINE = "=" * 72


def readme(contents: Contents, certificates: bytes) -> bytes:
    """The text in UTF-8, one part for each language. ``certificates`` (PEM with subjects) say if all is a trial."""
    is_simulated = is_demonstration(certificates.decode("utf-8", "replace"))
    parts = []
    for code in languages.CODES:
        with translation.override(code):
            parts.append("\n\n".join(_part(contents, code, is_simulated)))
    return (f"\n\n{LINE}\n\n".join(parts) + "\n").encode()


def _part(contents: Contents, code: str, is_simulated: bool) -> list[str]:
    title = contents.titles.get(code) or contents.reference
    return [
        *([str(SIMULATED)] if is_simulated else []),
        _("Evidence package of %(reference)s: %(title)s") % {"reference": contents.reference, "title": title},
        _("This file is an ASiC-E container (ETSI EN 319 162-1), a ZIP that anyone can open. Its form must not be "
          "changed: keep it as it is and work on a copy."),
        _("manifest.json lists every file with its SHA-256. log/events.jsonl holds the events of the record as they "
          "stand in the log, log/proofs.json and log/head.json prove that they are in it, log/head.tsr is a time "
          "stamp of that head. META-INF holds the seal over everything."),
        _("private.json holds personal values to which the log is bound. They can be erased from the portal without "
          "breaking the log; handle this package as confidential."),
        _("To check it without the portal: take the program verify_evidence.py from the court or from the portal's "
          "published source, and run:"),
        "    python3 -S verify_evidence.py PACKAGE --log-key HEX --ca SHA256",
        _("Take the log's public key and the fingerprint of the authority from a notice that the court has published "
          "elsewhere, not from this package and not from the page that gave it to you: whoever could forge the package "
          "could forge them in it."),
        _("The answer is 0 when everything was verified, 1 when something failed, 2 when the file cannot be read as a "
          "package, 3 when something was not checked; each is named."),
        str(INTEGRITY),
    ]  # fmt: skip
