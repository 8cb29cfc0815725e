"""The acts with exhibits in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.audit.labels import register_act
from portal.exhibits.inspection.verdict import REASONS
from portal.exhibits.scanning import WORDS

register_act(
    "exhibits.deposited",
    _("File deposited"),
    _("The file “%(declared_name)s” (%(size)s bytes, SHA-256 %(digest)s) was deposited. %(scan)s"),
    words={"scan": WORDS},
)
register_act(
    "exhibits.deposited_again",
    _("File deposited again"),
    _("The file “%(declared_name)s” was deposited again. It is the one held already (SHA-256 %(digest)s)."),
)
register_act(
    "exhibits.quarantined",
    _("File put in quarantine"),
    _("The file “%(declared_name)s” (SHA-256 %(digest)s) was deposited and put in quarantine. %(reasons)s"),
    words={"reasons": REASONS},
)
register_act(
    "exhibits.released",
    _("File released from quarantine"),
    _("The file with SHA-256 %(digest)s was released from quarantine. Reason: %(reason)s"),
)
register_act(
    "exhibits.original_read",
    _("Original given out"),
    _("The original with SHA-256 %(digest)s was given out on an order: %(reason)s"),
)
register_act(
    "exhibits.read",
    _("File read"),
    _("The file with SHA-256 %(digest)s was read."),
)
