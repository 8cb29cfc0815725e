"""Which day is the day of service: the earliest that a judge has confirmed, and which day art. 12 gives.

法释〔2009〕2号 arts 7, 10 and 12; CPL = Civil Procedure Law (2023).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from service_of_process.rules.channels import ENTRUSTED, POST
from service_of_process.rules.lifecycle import LAPSED, POSTED, S

Key = TypeVar("Key")

#: Legal basis of what follows from a fact without a signature.
BY_FACT = "hkmo-service-2009-art12"
#: The clocks on whose expiry the law attaches a result, and what the portal then puts before the judge.
ENTRUSTED_CLOCK = "hkmo-service-2009-art6"
MAIL_CLOCK = "hkmo-service-2009-art7"
NOTICE_CLOCKS = ("hkmo-service-2009-art9", "cpl-2023-art283-notice")
DEEMING_CLOCKS = (ENTRUSTED_CLOCK, MAIL_CLOCK, *NOTICE_CLOCKS)
CLOCK_OF = {ENTRUSTED: ENTRUSTED_CLOCK, POST: MAIL_CLOCK}

#: Kind of proposal → the judge's act that decides it.
ACT_OF: dict[str, str] = {
    "served": S + "service_confirmed",
    "earlier": S + "earlier_service_confirmed",
    "rectified": S + "service_date_rectified",
    "deemed": S + "deemed_service_confirmed",
    "notice": S + "notice_service_confirmed",
    "unavailable": S + "channel_unavailable_confirmed",
    "not_served": S + "not_served_confirmed",
    "exhausted": S + "exhaustion_confirmed",
}
#: Kinds whose date may be the other one in question: rolled or not is inferred (time limits: roll ``inferred``).
TWO_DATES = ("deemed", "notice")


def earliest(confirmed: Mapping[Key, date]) -> Key | None:
    """Whose date is the date of service: the earliest confirmed one (2009 art. 10, second paragraph).

    Of two on one day, the one named first. None when nothing is confirmed.
    """
    return min(confirmed, key=lambda key: confirmed[key]) if confirmed else None


def deemed_on(family: str, state: str, fact_date: date, expiry: date | None, today: date) -> date | None:
    """The day on which a found fact of art. 12 lets service be deemed; None while that cannot be said yet.

    Mail of which nothing came back: the day on which the three months end (art. 7, third paragraph), and only when
    they have ended. Every other channel, and mail that came back: the day of the fact (art. 12).
    """
    if family == POST and state in (POSTED, LAPSED):
        return expiry if expiry is not None and expiry < today else None
    return fact_date


def on_expiry(rule: str, has_found_fact: bool) -> str | None:
    """What is put before the judge when a deeming clock has expired; never anything by itself.

    Entrusted (art. 6, second paragraph): channel unavailable, or deemed served if a fact was found. Mail (art. 7):
    deemed served on the last day if a fact was found, else not served. Notice (art. 9; CPL 283): served by notice.
    """
    if rule in NOTICE_CLOCKS:
        return "notice"
    if rule == MAIL_CLOCK:
        return "deemed" if has_found_fact else "not_served"
    if rule == ENTRUSTED_CLOCK:
        return "deemed" if has_found_fact else "unavailable"
    return None
