"""Which route may follow which, what art. 4 asks, when somebody is questioned online: pure rules, as tables."""

from __future__ import annotations

import pytest

from foreign_law.rules.ascertainment import lifecycle, providers, questioning, route_choice, routes
from foreign_law.rules.ascertainment.route_choice import Choice, Tried

P, C, E, K, X, I, O = routes.ROUTES
ASSESSED, SENT, WITHDRAWN = lifecycle.ASSESSED, lifecycle.SENT, lifecycle.ATTEMPT_WITHDRAWN
FAILED = Tried(1, I, ASSESSED, routes.UNCLEAR, "institute")


@pytest.mark.parametrize(
    ("choice", "tried", "expected"),
    [
        (Choice(P, party="chan"), [], []),
        (Choice(P), [], ["party_missing"]),
        (Choice(C, party="chan"), [], ["party_not_here"]),
        (Choice(I), [], ["provider_missing"]),
        (Choice(C, provider="institute"), [], ["provider_not_here"]),
        (Choice(K), [], []),
        (Choice(I, provider="other"), [FAILED], ["reason_missing"]),
        (Choice(I, provider="other", reason="another field"), [FAILED], []),
        (Choice(I, provider="institute", reason="again"), [FAILED], ["same_again"]),
        (Choice(C), [FAILED], []),
        (Choice(I, provider="a"), [Tried(1, I, SENT, whom="a")], ["running"]),
        (Choice(I, provider="b"), [Tried(1, I, SENT, whom="a")], []),
        (Choice(I, provider="a"), [Tried(1, I, WITHDRAWN, whom="a")], []),
        (Choice(I, provider="b"), [Tried(1, I, lifecycle.DECLINED_CONFLICT, whom="a")], ["reason_missing"]),
        (Choice(I, provider="a", reason="x"), [Tried(1, I, lifecycle.DECLINED_OTHER, whom="a")], ["same_again"]),
        (Choice(I, provider="a", reason="x"), [Tried(1, I, lifecycle.DECLINED_CONFLICT, whom="a")], ["interested"]),
        (Choice(routes.COOPERATION, provider="a"), [Tried(1, I, lifecycle.DECLINED_CONFLICT, whom="a")], ["interested"]),
        (Choice(routes.COOPERATION, provider="a"), [Tried(1, I, lifecycle.DECLINED_OTHER, whom="a")], []),
        (Choice(I, provider="b"), [Tried(1, I, ASSESSED, routes.SUFFICIENT, "a")], []),
    ],
)  # fmt: skip
def test_after_a_failed_route_a_different_one_or_somebody_else_with_a_reason(choice, tried, expected) -> None:
    assert route_choice.problems(choice, tried) == expected
    assert set(expected) <= set(route_choice.FIELD)


def test_only_the_same_route_without_success_is_flagged() -> None:
    assert route_choice.is_repeat(Choice(I, provider="b"), [FAILED])
    assert not route_choice.is_repeat(Choice(C), [FAILED])


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        ([], []),
        ([FAILED], [1]),
        ([FAILED, Tried(2, I, SENT, whom="b")], [1]),  # the same route with somebody else discharges nothing
        ([FAILED, Tried(2, C, SENT)], []),
        ([FAILED, Tried(2, C, WITHDRAWN)], [1]),
        ([Tried(1, C, ASSESSED, routes.NONE), Tried(2, I, ASSESSED, routes.INSUFFICIENT, "a")], [2]),
        ([Tried(1, I, lifecycle.DECLINED_OTHER, whom="a")], []),
    ],
)
def test_a_failed_route_is_owed_a_different_one(tried, expected) -> None:
    assert route_choice.owed(tried) == expected


@pytest.mark.parametrize(
    ("route", "through", "addressed", "whom", "expected"),
    [
        (C, "", "", "", ["through_missing", "addressee_missing"]),
        (C, "High Court", "Court of Final Appeal", "", []),
        (E, "", "Embassy", "", ["through_missing"]),
        (P, "", "", "chan", []),
        (O, "", "", "", ["addressee_missing"]),
    ],
)
def test_a_letter_goes_through_somebody_to_somebody(route, through, addressed, whom, expected) -> None:
    assert (
        route_choice.sending_problems(route, through=through, addressed_to=addressed, whom=whom) == expected
    )


@pytest.mark.parametrize(
    ("route", "law", "by_choice", "owing", "expected"),
    [
        (C, "CN-MO", False, (), ["macao_letter"]),
        (C, "CN-HK", False, (), ["no_clause_for_hong_kong"]),
        (E, "CN-HK", True, (), ["no_embassy"]),
        (E, "FR", True, (), []),
        (P, "CN-HK", False, (), ["party_alone"]),
        (P, "CN-HK", True, [1], ["supplement_owed"]),
    ],
)
def test_advice_stands_beside_a_route(route, law, by_choice, owing, expected) -> None:
    assert route_choice.advice(route, law, by_choice=by_choice, owing=owing) == expected


@pytest.mark.parametrize(
    ("state", "outcome", "material", "expected"),
    [
        (lifecycle.SENT, routes.NONE, False, True),
        (lifecycle.SENT, routes.SUFFICIENT, False, False),
        (lifecycle.SENT, routes.SUFFICIENT, True, True),
        (lifecycle.ANSWERED_BY_PROVIDER, routes.SUFFICIENT, False, True),
        (lifecycle.SENT, "splendid", True, False),
    ],
)
def test_nothing_cannot_be_sufficient(state, outcome, material, expected) -> None:
    assert route_choice.assessable(state, outcome, has_material=material) is expected


@pytest.mark.parametrize(
    ("kind", "proofs", "statement", "expected"),
    [
        ("institution", set(), False, ["qualification", "statement"]),
        ("institution", {"qualification"}, True, []),
        ("expert", {"identity"}, True, ["record"]),
        ("expert", {"identity", "record"}, False, ["statement"]),
    ],
)
def test_the_missing_parts_of_article_4_are_named(kind, proofs, statement, expected) -> None:
    assert providers.missing(kind, proofs, has_statement=statement) == expected


def test_an_interest_in_the_case_is_a_state_of_its_own() -> None:
    assert providers.state_after_declining("conflict") == lifecycle.DECLINED_CONFLICT
    assert providers.state_after_declining("capacity") == lifecycle.DECLINED_OTHER
    with pytest.raises(ValueError, match="mood"):
        providers.state_after_declining("mood")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"names": ["所"], "routes": [6]}, []),
        ({"names": [" "], "routes": [6]}, ["name_missing"]),
        ({"names": ["所"], "routes": []}, ["route_unknown"]),
        ({"names": ["所"], "routes": [1]}, ["route_unknown"]),
        ({"names": ["所"], "routes": [6], "stated": ["HKD 1"]}, ["source_missing", "date_missing"]),
        ({"names": ["所"], "routes": [6], "stated": ["HKD 1"], "source": "site", "has_date": True}, []),
    ],
)
def test_fees_stand_only_with_their_source_and_day(entry, expected) -> None:
    given = {"stated": [""], "source": "", "has_date": False, **entry}
    assert providers.entry_problems(**given) == expected


@pytest.mark.parametrize(
    ("librarian", "own", "asking", "expected"),
    [
        (True, [], ["A", "B"], True),
        (False, ["A"], [], True),
        (False, ["A"], ["A"], True),
        (False, ["A"], ["A", "B"], False),
        (False, [], [], False),
    ],
)
def test_a_clerk_gives_no_account_what_another_court_asked(librarian, own, asking, expected) -> None:
    assert providers.may_bind(is_librarian=librarian, own_courts=own, courts_asking=asking) is expected


@pytest.mark.parametrize(
    ("how", "difficulty", "checked", "note", "expected"),
    [
        ("in_person", "", False, "", []),
        ("online", "", False, "", ["difficulty_missing", "home_law_unchecked", "home_law_note_missing"]),
        ("online", "lives in Lisbon", True, "Portuguese law has no bar", []),
    ],
)
def test_online_only_where_it_is_really_difficult_and_the_home_law_was_checked(
    how, difficulty, checked, note, expected
) -> None:
    found = questioning.online_problems(
        how, difficulty=difficulty, home_law_checked=checked, home_law_note=note
    )
    assert found == expected
    assert set(found) <= set(questioning.FIELD)


def test_the_room_is_open_to_the_expert_only_while_the_questioning_is_allowed() -> None:
    assert questioning.may_enter("allowed", lifecycle.ACCEPTED)
    assert not questioning.may_enter("held", lifecycle.ACCEPTED)
    assert not questioning.may_enter("allowed", lifecycle.DECLINED_CONFLICT)
    assert questioning.after("refused", "foreign_law.questioning_allowed") is None
