"""The words of this area's acts in the log and of its notice."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ACT_WORDS: dict[str, tuple[Any, Any]] = {
    "edition_prepared": (_("Edition prepared"), _("The edition of the panel for %(year)s was begun.")),
    "edition_line_added": (
        _("Lines added to the edition"), _("These lines were put into the edition for %(year)s: %(register_numbers)s.")),
    "edition_line_dropped": (
        _("Line taken out of the edition"),
        _("These lines were taken out of the edition for %(year)s: %(register_numbers)s.")),
    "edition_discarded": (
        _("Edition discarded"), _("The edition for %(year)s was given up before publication. Reason: %(reason)s")),
    "edition_published": (_("Edition published"), _("The edition of the panel for %(year)s was published.")),
    "panel_import_uploaded": (
        _("Panel uploaded"), _("A file with the panel for %(year)s was uploaded, SHA-256 %(digest)s.")),
    "panel_import_proposed": (
        _("Panel proposed"), _("The panel for %(year)s, %(count)s lines, was proposed for approval.")),
    "panel_import_approved": (
        _("Panel approved"), _("The panel for %(year)s, %(count)s lines, was approved by a second person.")),
    "panel_import_discarded": (
        _("Import of a panel discarded"),
        _("The import of the panel for %(year)s was discarded. Reason: %(reason)s")),
}  # fmt: skip

LISTED = (
    _("You are listed on the panel"),
    _("You are listed on the panel of %(year)s: certificate %(certificate_no)s"),
    _(
        "You are listed on the edition %(year)s of the panel, in force from %(valid_from_date)s, with the certificate "
        "%(certificate_no)s. The register shows it on your page, and you can download the certificate from your own "
        "pages."
    ),
)
