"""Why a session was interrupted: what the judge may choose, and what the room reports by itself."""

from __future__ import annotations

JUDGE_PAUSED = "judge_paused"
ASKED_FOR = "asked_for"
STRANGER = "stranger_in_picture"
IDENTITY_LOST = "identity_lost"
FAULT = "technical_fault"
DROPPED_OUT = "dropped_out"
RECORDING_GAP = "recording_gap"

#: What the judge may give as the cause; the others are reported by the room.
BY_HAND = (JUDGE_PAUSED, ASKED_FOR, STRANGER, IDENTITY_LOST, FAULT)
CAUSES = (*BY_HAND, DROPPED_OUT, RECORDING_GAP)
