"""From which figures on a device is good for a session: our own marks, measured, of no legal effect.

Online Litigation Rules 2021 art. 24 asks for a quiet, lit, closed place; figures are nowhere laid down. One picture and
voice to three others takes about 900 kbit/s up; below a third of it pictures stand still.
"""

from __future__ import annotations

DARKEST, BRIGHTEST = 18, 92
SLOWEST_KILOBITS = 900
CLOCK_TOLERANCE_MS = 5_000

CAMERA_BAD = "camera_bad"
SOUND_BAD = "sound_bad"
TOO_DARK = "too_dark"
TOO_BRIGHT = "too_bright"
LINE_SLOW = "line_slow"
CLOCK_OFF = "clock_off"


def findings(
    *, camera: bool, microphone: bool, brightness: int | None, kilobits_up: int | None, clock_offset_ms: int | None
) -> tuple[str, ...]:  # fmt: skip
    """What to look after before the session; what was not measured is not judged."""
    tests = (
        (not camera, CAMERA_BAD),
        (not microphone, SOUND_BAD),
        (brightness is not None and brightness < DARKEST, TOO_DARK),
        (brightness is not None and brightness > BRIGHTEST, TOO_BRIGHT),
        (kilobits_up is not None and kilobits_up < SLOWEST_KILOBITS, LINE_SLOW),
        (clock_offset_ms is not None and abs(clock_offset_ms) > CLOCK_TOLERANCE_MS, CLOCK_OFF),
    )
    return tuple(code for is_so, code in tests if is_so)
