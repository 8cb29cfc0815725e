"""What the log of the server does not repeat: links and codes in an address that open something by themselves."""

from __future__ import annotations

import logging
import re

#: One-time links, addresses of calendars, and codes given as a parameter, whole or escaped.
OPENING = re.compile(
    r"(/invitation/|/service/calendar/|[?&](?:amp;)?(?:code|token)=|x-access-code[\"']?\s*[:=]\s*[\"']?)[^/\s?&\"']+",
    re.IGNORECASE,
)
MARKS = ("/invitation/", "/calendar/", "code=", "token=", "access-code")
HIDDEN = r"\1…"


class WithoutOneTimeLinks(logging.Filter):
    """Lets every line pass, with what opens something by itself taken out of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if any(mark in said.lower() for mark in MARKS):
            record.msg, record.args = OPENING.sub(HIDDEN, said), ()
        return True
