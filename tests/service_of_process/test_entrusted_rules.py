"""The pure rules of entrusted requests: what a certificate must show, in which order days stand, which period runs."""

from __future__ import annotations

from datetime import date

import pytest

from portal.time_limits import RULES
from service_of_process.rules import certificates, channels, entrusted, rectifying

ALL = frozenset(certificates.ELEMENTS)
D = date.fromisoformat


@pytest.mark.parametrize(
    ("region", "served", "asked"),
    [
        ("HK", True, ("seal",)),  # 1999 art. 5, first paragraph
        ("HK", False, ("seal", "reason", "papers")),  # second paragraph
        ("MO", True, ("seal", "method", "place", "recipient")),  # 2020 art. 12, first paragraph
        ("MO", False, ("seal", "reason")),  # second paragraph
    ],
)
def test_each_text_asks_for_its_own_elements(region, served, asked) -> None:
    assert certificates.missing(region, is_served=served, shown=frozenset()) == asked
    assert certificates.missing(region, is_served=served, shown=ALL) == ()
    assert certificates.missing(region, is_served=served, shown=ALL - {asked[-1]}) == (asked[-1],)


def test_a_region_without_an_arrangement_is_an_error() -> None:
    with pytest.raises(KeyError):
        certificates.missing("TW", is_served=True, shown=ALL)
    with pytest.raises(KeyError):
        entrusted.completion_rule("TW", evidence=False)


@pytest.mark.parametrize(
    ("dispatched", "received", "served", "came", "found"),
    [
        ("2026-09-04", "2026-09-15", "2026-09-15", "2026-09-15", None),
        ("2026-09-04", "2026-09-15", "2026-09-03", "2026-10-01", "before_dispatch"),
        ("2026-09-04", "2026-09-15", "2026-09-14", "2026-10-01", "before_receipt"),
        ("2026-09-04", None, "2026-09-05", "2026-10-01", None),
        (None, None, "2026-09-05", "2026-09-04", "received_too_early"),
    ],
)
def test_days_of_a_certificate_fit_those_of_the_journey(dispatched, received, served, came, found) -> None:
    journey = certificates.Journey(D(dispatched) if dispatched else None, D(received) if received else None)
    assert certificates.contradiction(journey, D(served), D(came)) == found


def test_every_period_of_an_entrusted_request_is_a_row_of_the_time_limits() -> None:
    named = {entrusted.FORWARDING, entrusted.LAPSE, entrusted.POSTING, *entrusted.COMPLETION.values()}
    assert named <= set(RULES)
    assert entrusted.completion_rule("HK", evidence=True) == "hk-evidence-2017-art10"
    assert RULES["hk-evidence-2017-art10"].kind.value == "target"  # "as far as possible": late, never overdue


def test_each_family_bears_only_what_may_be_wrong_on_it() -> None:
    assert rectifying.fields_of(channels.PUBLIC) == ("mainland_date", "local_date")
    assert "transferred_date" in rectifying.fields_of(channels.ENTRUSTED)
    assert "received_date" in rectifying.fields_of(channels.INBOUND)
    assert "received_date" not in rectifying.fields_of(channels.POST)
    for family in set(channels.FAMILY.values()):
        assert set(rectifying.fields_of(family)) <= set(rectifying.FIELDS)
    assert rectifying.is_date("proof_date") and not rectifying.is_date("postal_number")


def test_days_in_order_are_no_contradiction() -> None:
    days = {
        "transferred_date": D("2026-09-01"),
        "dispatched_date": D("2026-09-01"),
        "proof_date": D("2026-09-02"),
    }
    assert rectifying.out_of_order(days) is None
