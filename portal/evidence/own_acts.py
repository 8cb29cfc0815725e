"""The acts with evidence packages in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.audit.labels import register_act

register_act(
    "evidence.package_ordered",
    _("Evidence package ordered"),
    _("Evidence package %(number)s of %(reference)s was ordered."),
)
register_act(
    "evidence.package_sealed",
    _("Evidence package closed"),
    _("Evidence package %(number)s of %(reference)s was closed; SHA-256 of its manifest: %(manifest)s."),
)
register_act(
    "evidence.package_built",
    _("Evidence package built"),
    _("Evidence package %(number)s of %(reference)s was built: %(size)s bytes, SHA-256 %(digest)s."),
)
register_act(
    "evidence.package_read",
    _("Evidence package downloaded"),
    _("Evidence package %(number)s of %(reference)s was downloaded."),
)
register_act(
    "evidence.package_destroyed",
    _("Evidence package destroyed"),
    _("Evidence package no. %(number)s of %(reference)s was made unreadable. Its SHA-256 stays: %(digest)s"),
)
