"""Registrations of one area: figures and files for everybody."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Acts, the files of the demonstration, sitemap."""
    from portal.audit.labels import register_act
    from portal.web.setup import register_demonstration
    from portal.web.sitemaps import Place, register

    register_act(
        "foreign_law.redistribution_decided",
        _("Redistribution decided"),
        _("Redistribution of the texts of %(publisher)s decided"),
    )
    register_act(
        "foreign_law.downloads_made",
        _("Files for everybody made"),
        _("%(files)s files with %(entries)s entries made for everybody"),
    )
    register_demonstration("law downloads", make_files)
    register("law figures", lambda: [Place("law/figures/"), Place("law/data/")])


def make_files(at: datetime) -> list[str]:
    """The files for everybody, so that the demonstration has some."""
    from foreign_law.tasks.figures import make_now

    return [f"{make_now(at=at)} files for everybody made"]
