"""Every sentence that the page of a room may say by itself, in the page's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, str | Promise] = {
    "starting": _("Camera and microphone are being opened."),
    "waiting": _("You are in the lobby. The judge will let you in; stay on this page."),
    "room_lobby": _("You are in the room. The session has not begun."),
    "room_live": _("The session is running."),
    "room_suspended": _("The session is suspended. Stay on this page."),
    "room_closed": _("The room is closed."),
    "ended_closed": _("The room is closed."),
    "ended_left": _("You have left the room."),
    "ended_refused": _("The judge did not let you in. If you think that this is a mistake, call the court."),
    "ended_removed": _(
        "You no longer have a seat in this room. If you think that this is a mistake, call the court."
    ),
    "ended_taken": _("The room is open in another window of yours. This window has stopped."),
    "take_back": _("Use this window instead"),
    "try_again": _("Try again"),
    "failed": _("The portal refused this step. Reload the page."),
    "sign_in_ended": _("Your sign-in has ended. Sign in again; the room keeps your seat."),
    "page_expired": _("This page has expired. Reload it; the room keeps your seat."),
    "line_down": _("The line to the portal is interrupted. Picture and sound go on; the page keeps trying."),
    "camera_refused": _(
        "Camera and microphone were refused. Allow them for this page in the address bar, then try again."
    ),
    "camera_missing": _("No camera or microphone was found. Connect one, then try again."),
    "camera_busy": _("Another program uses the camera or the microphone. Close it, then try again."),
    "camera_failed": _("Camera and microphone could not be opened. Try again, or use another browser."),
    "device_lost": _("The camera or the microphone was disconnected."),
    "clock_wrong": _(
        "The clock of this device differs from the portal's by more than a minute. The portal's clock counts."
    ),
    "sound_blocked": _("Your browser plays no sound until you allow it."),
    "sound_on": _("Turn the sound on"),
    "you": _("You"),
    "silent": _("Connection lost"),
    "link_new": _("Connecting"),
    "link_connecting": _("Connecting"),
    "link_connected": _("Connected"),
    "link_disconnected": _("Connection unsteady"),
    "link_failed": _("Connection lost, trying again"),
    "link_closed": _("Connection ended"),
    "picture_of": _("Picture of %(name)s, %(role)s"),
    "admit_person": _("Admit %(name)s, %(role)s"),
    "refuse_person": _("Do not admit %(name)s, %(role)s"),
    "recording_details": _("%(chunks)s chunks received, %(frames_per_second)s frames a second"),
    "no_sound": _("no sound"),
}


def page_texts() -> dict[str, str]:
    """The sentences in the active language, for the page's script."""
    return {key: str(text) for key, text in TEXTS.items()}
