"""Registrations of one area: certificates and credentials."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Acts of this area."""
    from portal.audit.labels import register_act

    register_act(
        "mediation_registry.certificate_issued", _("Certificate sealed"),
        _("Certificate %(certificate_no)s sealed in %(languages)s; SHA-256 %(digest)s, level %(level)s."),
    )  # fmt: skip
    register_act(
        "mediation_registry.sealing_ordered", _("Sealing of an edition ordered"),
        _("Sealing of the %(count)s certificates of the edition %(year)s ordered in %(languages)s."),
    )  # fmt: skip
    register_act(
        "mediation_registry.sealing_finished", _("Sealing of an edition finished"),
        _("Certificates of the edition %(year)s: %(sealed)s sealed, %(problems)s not."),
    )  # fmt: skip
