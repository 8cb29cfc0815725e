"""The words of acts: papers and packages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from service_of_process.models import PaperMade

_FORM = {"form": dict(PaperMade.Form.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "paper_made": (_("Paper made"), _("%(form)s (paper %(paper)s) was made and sealed; SHA-256: %(digest)s."), _FORM),
    "paper_read": (_("Paper fetched"), _("%(form)s (paper %(paper)s) of %(reference)s was fetched."), _FORM),
    "package_exported": (
        _("Package handed out"),
        _("A package of %(files)s files for the court %(court)s was made; SHA-256: %(digest)s."), {}),
    "package_imported": (
        _("Package taken in"),
        _("A package of %(files)s files of the court %(court)s was taken in; seal genuine: %(signed)s."), {}),
    "package_read": (_("Package fetched"), _("A package of %(reference)s was fetched; SHA-256: %(digest)s."), {}),
}  # fmt: skip
