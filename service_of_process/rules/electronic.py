"""Electronic service: what an arrival, a reading and a confirmed receipt mean, by the basis that the leg names.

(a) Consent (CPL art. 90; Online Litigation Rules arts 29–31; Interpretation arts 135–137): at an address that the
addressee provided or confirmed, service takes effect with the arrival; at any other, a reply or an act on the content
completes it, and a reading is a presumption that she may rebut. (b) No domicile in the Mainland (法释〔2009〕2号 art. 8;
CPL art. 283(1)(9)): no consent is needed, but receipt must be confirmed; neither arrival nor reading proposes anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from service_of_process.rules.channels import BY_CONSENT

#: Acts with which an arrival is recorded.
EFFECTIVE, UNCONFIRMED = "effective_arrival_recorded", "arrival_recorded"
#: How long the portal waits for a bounce before it records what its own mail system shows as success. No period of law:
#: the date of arrival stays the day of that success (Interpretation, art. 135).
SETTLING = timedelta(hours=24)
#: Code of a source of arrival; what staff enter stands there in their own words.
BY_MAIL_SYSTEM, BY_REPORT, BY_OPENING, BY_SIMULATION = "mail_system", "delivery_report", "opened", "simulated"


def act_of_arrival(basis: str, *, is_confirmed_address: bool) -> str:
    """The act with which an arrival is recorded: effective at once, or awaiting confirmed receipt."""
    return EFFECTIVE if basis == BY_CONSENT and is_confirmed_address else UNCONFIRMED


def reading_presumes(basis: str, *, is_confirmed_address: bool) -> bool:
    """Whether a reading is presumed to complete service: by consent, at another address (Online Rules art. 31)."""
    return basis == BY_CONSENT and not is_confirmed_address


def is_whole_set_read(numbers: Iterable[int], read: Iterable[int]) -> bool:
    """Whether every document of the set has been shown or downloaded; a set without documents is never read."""
    wanted = set(numbers)
    return bool(wanted) and wanted <= set(read)


def has_settled(succeeded_at: datetime, at: datetime) -> bool:
    """Whether a bounce has had its time since the mail system showed success."""
    return at >= succeeded_at + SETTLING
