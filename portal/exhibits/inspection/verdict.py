"""What an inspection may say: a type, reasons for quarantine, or a refusal with a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "pdf_script": _("The PDF contains a script."),
    "pdf_automatic_action": _("The PDF starts an action by itself when it is opened or printed."),
    "pdf_launch": _("The PDF can start a program or send data elsewhere."),
    "pdf_embedded_file": _("The PDF contains other files."),
    "pdf_dynamic_form": _("The PDF contains a dynamic form (XFA)."),
    "pdf_multimedia": _("The PDF contains multimedia that runs a player."),
    "pdf_damaged": _("The PDF is damaged and had to be repaired in order to be read."),
    "office_embedded_file": _("The document contains other files."),
    "malware_found": _("The scan for malware found something."),
    "scan_stale": _("The file was scanned for malware with signatures older than two days."),
    "scan_failed": _("The scan for malware did not succeed."),
    "office_external_content": _("The document loads content from elsewhere when it is opened."),
}

REFUSALS: dict[str, Promise] = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(limit)s megabytes. Divide it and deposit the parts."),
    "unknown_type": _(
        "Files of this type are not accepted. Accepted are PDF, DOCX, XLSX, PNG, JPEG and plain text."
    ),
    "name_and_type_differ": _(
        "The content of the file is %(found)s, which its name does not say. Rename it."
    ),
    "damaged": _("The file cannot be read to its end: it is damaged or incomplete."),
    "locked": _("The file is protected by a password. Deposit it without the password."),
    "two_in_one": _(
        "The file holds a second file before its beginning, behind its end or inside its structure."
    ),
    "archive": _("Archives are not accepted. Deposit the files one by one."),
    "macro": _("The document contains macros. Save it without macros and deposit it again."),
    "bomb": _("The file would unpack to far more than it seems to hold."),
    "too_many_pixels": _(
        "The picture has more than %(limit)s million pixels. Reduce it and deposit it again."
    ),
    "markup": _("The file is a web page or a program, not plain text."),
    "not_utf8": _("The text is not encoded in UTF-8. Save it as UTF-8 and deposit it again."),
    "store_full": _("The store for files is full. Nothing was kept; the operator has to make room first."),
}


class FileRefused(ValidationError):
    """The file is not taken; `code` says why, the message says it to the person in words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(cast(Any, REFUSALS[code]), code=code, params=values or None)


@dataclass(frozen=True)
class Verdict:
    """A file that is taken: its type by content, and why it goes to quarantine, if it does."""

    media_type: str
    extension: str
    reasons: tuple[str, ...] = ()


def reason_in_words(code: str) -> str:
    """A reason for quarantine in the active language."""
    return str(REASONS.get(code, code))
