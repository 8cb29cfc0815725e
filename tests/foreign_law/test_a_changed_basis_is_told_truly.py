"""The statement says of a changed basis no more than the record holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from foreign_law.models import AscertainmentRequest
from tests.foreign_law.test_guards_are_not_walked_around import (
    chosen_in_vain,
    law,
    letter_of,
    lifecycle,
    rebase,
    rows_of,
    subject,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def whole(request: AscertainmentRequest, code: str = "zh-hans") -> str:
    letter = letter_of(
        "process_statement", subject(request), tuple(dict.fromkeys(("zh-hans", code))), is_simulated=True
    )
    return str(rows_of(letter))


def test_a_clause_that_was_there_from_the_start_is_not_told_as_agreed_in_the_course() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS)
    rebase(request, "party_choice", choice_clause="本合同适用香港法律。")
    said = whole(request, "en")
    assert "变更为当事人的选择" in said and "解释（一）》第六条" in said
    assert (
        "查明过程中，当事人协议" not in said
        and "In the course of the ascertainment the parties agreed" not in said
    )


@pytest.mark.parametrize("code", ["zh-hans", "zh-hant", "pt", "en"])
def test_where_the_choice_fell_nobody_is_told_that_the_parties_chose_nothing(code: str) -> None:
    request = chosen_in_vain()
    rebase(request, "conflict_rule", conflict_rule="第四十一条")
    said = whole(request, code)
    for words in ("当事人未选择", "當事人未選擇", "no choice", "tendo as partes escolhido"):
        assert words not in said
    assert "没有有效选择" in said
