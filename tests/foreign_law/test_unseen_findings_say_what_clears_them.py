"""Where findings were not looked at, the refusal names the step by which they are: in a hearing, a supplement first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from foreign_law.queries.ascertainment import standing
from foreign_law.queries.ascertainment.obstacles import sentences
from foreign_law.rules.ascertainment import lifecycle
from tests.factories import ascertainment as law

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("state", "step"),
    [(lifecycle.ROUTING, "Look at the findings first"), (lifecycle.SUPPLEMENT, "Look at the findings first"),
     (lifecycle.POSITIONS, "Order a supplement (art. 2, second paragraph), then look at the findings")],
)  # fmt: skip
def test_the_refusal_names_a_step_that_is_possible_in_the_state(state: str, step: str) -> None:
    request = law.a_request(state)
    law.a_finding()
    against = standing.against_unascertainable(request, law.TODAY)
    (said,) = [text for text in sentences(against, []) if "nobody looked at it" in text]
    assert step in said
    act = "supplement_ordered" if state == lifecycle.POSITIONS else "findings_shown"
    assert lifecycle.request_after(state, lifecycle.F + act) is not None
