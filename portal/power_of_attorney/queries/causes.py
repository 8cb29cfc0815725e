"""Why a session was interrupted, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.power_of_attorney.rules import interruptions

CAUSES: dict[str, Any] = {
    interruptions.JUDGE_PAUSED: _("The judge paused the session."),
    interruptions.ASKED_FOR: _("Somebody asked for a pause."),
    interruptions.STRANGER: _("A person who was not admitted was in a picture or could be heard."),
    interruptions.IDENTITY_LOST: _("It was no longer certain who was speaking."),
    interruptions.FAULT: _("A technical fault."),
    interruptions.DROPPED_OUT: _("Somebody who must be present dropped out."),
    interruptions.RECORDING_GAP: _("The recording had a gap."),
}
