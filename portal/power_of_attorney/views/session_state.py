"""The session as one JSON answer: plain facts for programs, and the regions of the page as HTML in the reader's language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.power_of_attorney.actions.instruments import facts_of_version
from portal.power_of_attorney.documents.instrument import columns_of, instrument_rows
from portal.power_of_attorney.queries.causes import CAUSES
from portal.power_of_attorney.queries.session_page import SessionPage
from portal.power_of_attorney.rules.interruptions import BY_HAND

REGIONS = ("notice", "question", "steps", "text", "people", "signing", "controls")


def state_of(request: HttpRequest, page: SessionPage) -> dict[str, Any]:
    """What the page needs. The regions are equal texts as long as nothing in them has changed."""
    now, recording = page.now, page.now.recording
    inside = page.is_admitted or page.is_judge
    version = now.version if inside else None
    return {
        "stage": page.stage,
        "state": page.session.state,
        "round": page.session.round,
        "session": str(page.session.pk),
        "who": page.who,
        "admitted": page.is_admitted,
        "digest": version.digest if version else "",
        "code": version.short_code if version else "",
        "version": version.number if version else 0,
        "step": page.step if inside else 0,
        "item": page.asked.question.key if page.asked and inside else "",
        "may_sign": page.my_turn,
        "has_signed": page.has_signed,
        "recording": {
            "running": recording.is_running,
            "line": recording.line,
            "sentence": str(recording.sentence),
            "chunks": recording.chunks,
            "frames": recording.frames_per_second,
            "sound": recording.has_sound,
            "head": recording.head[:8].upper(),
        },
        "obstacles": page.obstacles if page.is_bench else [],
        "regions": {name: _region(request, page, name) for name in regions_of(page)},
    }


TEMPLATES = {
    "notice": "power_of_attorney/room_notice.html", "question": "power_of_attorney/room_question.html",
    "text": "power_of_attorney/room_text.html", "signing": "power_of_attorney/room_signing.html",
    "controls": "power_of_attorney/room_controls.html", "steps": "power_of_attorney/room_steps.html",
    "people": "power_of_attorney/room_people.html",
}  # fmt: skip


def regions_of(page: SessionPage) -> tuple[str, ...]:
    """What this reader sees: whoever waits in the lobby sees the notice alone."""
    if not (page.is_admitted or page.is_judge):
        return ("notice",)
    return REGIONS if page.is_bench else ("notice", "question", "text", "signing")


def _region(request: HttpRequest, page: SessionPage, name: str) -> str:
    words: dict[str, Any] = {"page": page, "power": page.now.power, "version": page.now.version}
    if name == "text" and page.now.version is not None:
        facts = facts_of_version(page.now.version)
        columns = columns_of(facts) if facts else ()
        words |= {"columns": columns, "rows": instrument_rows(facts, columns) if columns else []}
    if name == "controls":
        words["causes"] = [(code, CAUSES[code]) for code in BY_HAND]
    return render_to_string(TEMPLATES[name], words, request=request).strip()


def texts_for_script(page: SessionPage) -> dict[str, str]:
    """The sentences that the page's script says by itself."""
    return {
        "lost": _("The line to the portal is down. It is tried again."),
        "sent": _("Sending …"),
        "again": _("Sign in again to go on."),
        "empty": _("Nothing has been drawn yet. Sign in the field, or set a mark."),
        "drawn": _("A signature is in the field."),
        "cleared": _("The field is empty."),
        "mark": _("A mark stands in the field. The judge writes a note on it."),
        "typed": _("The name stands in the field. The judge writes a note on it."),
        "no_recorder": _("This browser cannot record. Use a current Chrome, Edge, Firefox or Safari."),
    }
