"""What the log of the server does not repeat: the one-time links that stand in an address."""

from __future__ import annotations

import logging
import re

ONE_TIME_LINK = re.compile(r"(/invitation/)[^/\s?\"']+")
HIDDEN = r"\1…"


class WithoutOneTimeLinks(logging.Filter):
    """Lets every line pass, with the token of a one-time link taken out of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "/invitation/" in said:
            record.msg, record.args = ONE_TIME_LINK.sub(HIDDEN, said), ()
        return True
