"""The log's own acts and their words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.audit.labels import register_act

register_act(
    "audit.rectified",
    _("Entry rectified"),
    _("The entry “%(field)s” was rectified from “%(old)s” to “%(new)s”. Reason: %(reason)s"),
)
register_act(
    "audit.rectification_proposed",
    _("Rectification proposed"),
    _(
        "It was proposed to rectify the entry “%(field)s” from “%(old)s” to “%(new)s”. Reason: %(reason)s. "
        "A second person must confirm it, since a legal date moves."
    ),
)
register_act(
    "audit.rectification_declined",
    _("Rectification declined"),
    _("The proposal to rectify the entry “%(field)s” was declined. Reason: %(reason)s"),
)
register_act(
    "audit.value_erased",
    _("Personal value erased"),
    _("The personal value “%(name)s” of event %(position)s was erased. Legal basis: %(basis)s"),
)
