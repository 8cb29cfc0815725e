"""Who counts as a reader: a browser does, a machine that names itself does not. Nothing is kept of the name."""

from __future__ import annotations

import re
from collections import Counter

_MACHINES = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|archiver|monitor|preview|fetch|scrap|feed|headless|lighthouse"
    r"|curl|wget|python|java/|go-http|okhttp|libwww|httpclient|axios|node|perl|ruby|php",
    re.IGNORECASE,
)


def is_machine(user_agent: str) -> bool:
    """True for programs that say what they are, and for those that say nothing."""
    return not user_agent.strip() or _MACHINES.search(user_agent) is not None


class Readers:
    """How often one reader counts in an hour, so that nobody reads a provision to the top alone.

    Kept in the memory of one process and forgotten with the hour; ``who`` is a hash of an address.
    """

    def __init__(self, most: int = 60, room: int = 10_000) -> None:
        self.most, self.room = most, room
        self._hour, self._seen = 0, Counter[str]()

    def counts(self, who: str, hour: int) -> bool:
        """One more view in this hour; false once there are more than ``most``."""
        if hour != self._hour or len(self._seen) >= self.room:
            self._hour, self._seen = hour, Counter()
        self._seen[who] += 1
        return self._seen[who] <= self.most
