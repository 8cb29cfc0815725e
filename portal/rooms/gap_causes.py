"""Why a stretch of a recording is wanting, in words, and after which causes the bench has to say more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CAUSES = {
    "broken_off": _("The recorder broke off and a new recording began. Nothing was recorded in between."),
    "stopped": _("The recording was stopped and started again. Nothing was recorded in between."),
    "store_full": _("There was no room on the server. The device kept the recording and sent it later."),
    "late": _("The server had nothing to acknowledge for a while. What came later is in its place."),
}

NEEDS_EXPLANATION = frozenset({"broken_off", "stopped"})
"""Causes after which something is missing: they want a written explanation (2017 recording rules, art. 4)."""
