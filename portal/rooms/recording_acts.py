"""The acts with recordings: who may do them, and how the log speaks of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.audit import append_only
from portal.audit.labels import register_act
from portal.identity.permissions import register_permissions
from portal.rooms.gap_causes import CAUSES
from portal.rooms.models import Derivative, Recording, RecordingChunk
from portal.seals.rotation import register_data_keys

BENCH = frozenset({"judge", "clerk"})
KEEPERS = BENCH | {"system"}
VIEWERS = BENCH | {"party", "lawyer", "interpreter", "mediator", "expert", "auditor"}

ACTS: dict[str, frozenset[str]] = {
    "rooms.recording_started": BENCH,
    "rooms.recording_stopped": KEEPERS,
    "rooms.recording_broken": KEEPERS,
    "rooms.recording_interrupted": KEEPERS,
    "rooms.recording_gap_noted": KEEPERS,
    "rooms.recording_gap_explained": KEEPERS,
    "rooms.recording_copied": frozenset({"system"}),
    "rooms.recording_watched": VIEWERS,
    "rooms.recording_key_destroyed": KEEPERS | {"operator"},
}


def open_doors() -> None:
    """Acts, permissions, keys and tables that only grow; called in ``apps.py::ready()``."""
    register_permissions("portal.rooms.recordings", ACTS)
    register_data_keys(Recording, "wrapped_key")
    append_only.protect(RecordingChunk)
    append_only.protect(Derivative)
    _register_course()
    _register_after()


def _register_course() -> None:
    register_act(
        "rooms.recording_started",
        _("Recording started"),
        _("Recording %(number)s was started."),
    )
    register_act(
        "rooms.recording_stopped",
        _("Recording stopped"),
        _("Recording %(number)s was stopped: %(count)s chunks, %(size)s bytes, SHA-256 %(digest)s, head of the chain %(head)s."),
    )  # fmt: skip
    register_act(
        "rooms.recording_broken",
        _("Recording broken off"),
        _("Recording %(number)s broke off: %(count)s chunks, %(size)s bytes, SHA-256 %(digest)s, head of the chain %(head)s."),
    )  # fmt: skip
    register_act(
        "rooms.recording_interrupted",
        _("Recording interrupted"),
        _("Recording %(number)s was interrupted at chunk %(count)s: there is no room on the server."),
    )
    register_act(
        "rooms.recording_gap_noted",
        _("Gap in the recording noted"),
        _("A gap of %(seconds)s seconds in the recording was noted. %(cause)s"),
        words={"cause": CAUSES},
    )
    register_act(
        "rooms.recording_gap_explained",
        _("Gap in the recording explained"),
        _("A gap in the recording was explained: %(explanation)s"),
    )


def _register_after() -> None:
    register_act(
        "rooms.recording_copied",
        _("Playable copy made"),
        _("A playable copy of recording %(number)s was made with %(program)s: %(size)s bytes, SHA-256 %(digest)s."),
    )  # fmt: skip
    register_act(
        "rooms.recording_watched",
        _("Recording watched"),
        _("Recording %(number)s was opened for watching."),
    )
    register_act(
        "rooms.recording_key_destroyed",
        _("Key of a recording destroyed"),
        _("The key of recording %(number)s was destroyed. Its digests stay: SHA-256 %(digest)s, head of the chain %(head)s."),
    )  # fmt: skip
