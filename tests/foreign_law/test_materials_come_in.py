"""Materials: received from every seat, completed, withdrawn, left out; the law they cite is pinned (arts 3 to 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import cited, exhibiting, materials
from foreign_law.actions.ascertainment.cited import LawParts
from foreign_law.actions.ascertainment.materials import Files, Parts
from foreign_law.actions.ascertainment.pins import TypedText
from foreign_law.models import AscertainmentRequest, CitedLaw, Material, RequestEvent
from foreign_law.queries.ascertainment.cited_law import sentence_of, standing_of
from foreign_law.queries.ascertainment.materials import materials_of, missing_in, reader_of
from foreign_law.rules.ascertainment import lifecycle, routes
from portal.audit.models import Event
from portal.exhibits.actions import read
from portal.exhibits.models import Exhibit
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused
from tests.factories import ascertainment as law
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
DAY = date(2015, 3, 1)
WHOLE = Parts(
    "意見書", "zh-hant", how_obtained="電子版香港法例", validity="現行有效", relevance="合同適用香港法律"
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def receive(user: User, request: AscertainmentRequest, parts: Parts = WHOLE, **entered: Any) -> Material:
    return materials.receive_material(
        actor=people.actor(user), at=law.NOW, request_id=request.pk, parts=parts, **entered
    )


def act(action: Callable[..., Any], user: User, **entered: Any) -> Any:
    return action(actor=people.actor(user), at=law.NOW, **entered)


def test_a_party_hands_in_what_it_has_and_every_missing_part_is_named() -> None:
    request = law.a_request()
    material = receive(people.principal(), request, Parts("Note", "en"), files=Files(cases.upload("note")))
    assert (material.state, material.kind, material.party) == (
        "incomplete",
        "party",
        cases.plaintiff(request.case),
    )
    assert missing_in(material, law.TODAY) == [
        "how the law was obtained (art. 3)",
        "whether it is in force, and since when (art. 3)",
        "what it has to do with the dispute (art. 3)",
        "the Chinese translation of the document (Interp. art. 525)",
        "the specific provisions (art. 3)",
    ]
    request.refresh_from_db()
    assert request.state == lifecycle.RECEIVED
    told = RequestEvent.objects.get(request=request, act="foreign_law.material_received")
    assert told.facts["missing"] == 5 and "Note" not in str(told.facts)
    assert Event.objects.filter(act=told.act, chain=request.chain).count() == 1


def test_it_answers_the_attempt_on_which_the_court_asked_this_party() -> None:
    request = law.a_request()
    mine = law.an_attempt(request, routes.PARTY, party=cases.plaintiff(request.case))
    law.an_attempt(request, routes.PARTY, party=cases.defendant(request.case))
    material = receive(people.principal(), request)
    mine.refresh_from_db()
    assert material.attempt == mine and mine.state == lifecycle.ANSWERED_BY_PROVIDER


def test_a_provider_answers_only_its_own_attempt_and_only_after_accepting() -> None:
    request = law.a_request()
    attempt = law.an_attempt(request)
    with pytest.raises(ValidationError, match="Accept the request first"):
        receive(law.expert(), request, attempt_id=attempt.pk)
    attempt.state = lifecycle.ACCEPTED
    attempt.save()
    with pytest.raises(PermissionRefused):
        receive(law.other_expert(), request, attempt_id=attempt.pk)
    with pytest.raises(PermissionRefused):
        receive(law.expert(), request)
    material = receive(law.expert(), request, attempt_id=attempt.pk, files=Files(cases.upload("opinion")))
    assert (material.kind, material.party) == ("opinion", None)
    assert "the statement of no interest for this request, with its date (art. 4)" in missing_in(material)
    law.proofs_of(attempt)
    assert missing_in(Material.objects.get(pk=material.pk)) == ["the specific provisions (art. 3)"]


def test_the_clerk_enters_what_came_on_paper_from_an_authority() -> None:
    request = law.a_request()
    attempt = law.an_attempt(request, routes.CENTRAL_AUTHORITY)
    material = receive(
        people.clerk_a(),
        request,
        attempt_id=attempt.pk,
        received_date=date(2026, 11, 18),
        files=Files(cases.upload()),
    )
    assert (material.kind, material.received_date) == ("reply", date(2026, 11, 18))
    with pytest.raises(ValidationError, match="future"):
        receive(people.clerk_a(), request, received_date=date(2027, 1, 1))


@pytest.mark.parametrize(
    "who", [people.stranger, people.clerk_b, people.judge_b, people.judge_a, law.other_expert]
)
def test_nobody_else_hands_anything_in(who: Callable[[], User]) -> None:
    request = law.a_request()
    with pytest.raises(PermissionRefused):
        receive(who(), request)
    assert not request.materials.exists()


def test_a_file_that_lies_about_its_type_is_refused_and_nothing_half_written_stays() -> None:
    request = law.a_request()
    lie = cases.upload("opinion")
    lie.name = "opinion.pdf"
    with pytest.raises(ValidationError) as refusal:
        receive(people.principal(), request, files=Files(lie))
    assert "document" in refusal.value.message_dict
    assert (
        not request.materials.exists()
        and not Exhibit.objects.filter(scope__startswith="ascertainment-m").exists()
    )


@pytest.fixture
def library(import_paths: Callable[..., Any], samples: Path) -> None:
    """Cap. 9001 of 2015-03-01 in English and Chinese."""
    import_paths(*(samples / "hk").glob("cap_9001_20150301*.xml"))


@pytest.mark.usefixtures("library")
def test_a_citation_is_pinned_in_every_official_language_with_version_digest_and_source() -> None:
    material = receive(
        people.principal(),
        law.a_request(),
        citations=["Cap. 9001 s. 2 and section 1 of Cap. 9001"],
        on_date=DAY,
    )
    first, second = material.cited.order_by("number")
    assert (first.citation_id, second.citation_id) == ("hk:cap:9001:s2", "hk:cap:9001:s1")
    assert first.provision is not None and first.provision.key == "s2"
    texts = list(first.texts.select_related("version"))
    assert sorted(text.language for text in texts) == ["en", "zh-hant"]
    for text in texts:
        assert text.version is not None and text.text == text.version.text
        assert (
            len(text.digest) == 64 and text.source and text.retrieved_at and text.authenticity == "authentic"
        )
    assert standing_of(first) == "pinned" and missing_in(Material.objects.get(pk=material.pk)) == []


NO_TEXT = [
    ("the usual custom of the trade", DAY, "not_read"),
    ("Cap. 614 s. 2", DAY, "no_work"),
    ("Cap. 9001 s. 999", DAY, "no_provision"),
    ("Cap. 9001", DAY, "whole_work"),
    ("Cap. 9001 s. 2", date(2001, 1, 1), "not_on_date"),
    ("[2022] HKCFA 20", DAY, "judgment_wanted"),
]


@pytest.mark.usefixtures("library")
def test_a_citation_that_leads_to_no_text_stays_with_a_clear_message() -> None:
    request = law.a_request()
    for line, day, standing in NO_TEXT:
        material = receive(people.principal(), request, citations=[line, line, "\x00"], on_date=day)
        one = material.cited.get()
        assert standing_of(one) == standing and one.citation in sentence_of(one)
        assert material.state == "incomplete" and any(line in part for part in missing_in(material))


def test_a_text_typed_in_needs_its_source_its_chinese_and_a_translator() -> None:
    material = receive(people.principal(), law.a_request(), citations=["Sale of Goods Act 1979 s. 12"])
    fill = {"material_id": material.pk, "number": 1}
    who = people.principal()
    with pytest.raises(ValidationError) as refusal:
        act(cited.complete_cited_law, who, parts=LawParts(text=TypedText("en", "A seller…")), **fill)
    assert refusal.value.message_dict == {"source": ["Say where the text comes from."]}
    act(
        cited.complete_cited_law, who, parts=LawParts(text=TypedText("en", "A seller…", "gazette 12")), **fill
    )
    assert missing_in(Material.objects.get(pk=material.pk)) == [
        "Sale of Goods Act 1979 s. 12: the text in Chinese (Interp. art. 525)"
    ]
    translated = TypedText("zh-hans", "卖方……", is_translation=True)
    with pytest.raises(ValidationError, match="Name the translator"):
        act(cited.complete_cited_law, who, parts=LawParts(chinese=translated), **fill)
    translated = TypedText("zh-hans", "卖方……", is_translation=True, translator="虚构翻译社")
    act(cited.complete_cited_law, who, parts=LawParts(chinese=translated), **fill)
    material.refresh_from_db()
    assert material.state == "complete"
    with pytest.raises(ValidationError, match="complete and is no longer changed"):
        act(cited.strike_cited_law, who, **fill)


def test_case_law_needs_the_full_judgment_and_its_chinese() -> None:
    material = receive(people.principal(), law.a_request(), citations=["[2022] HKCFA 20"])
    who, fill = people.principal(), {"material_id": material.pk, "number": 1}
    judgment = LawParts(judgment=cases.upload("judgment"), judgment_language="en")
    act(cited.complete_cited_law, who, parts=judgment, **fill)
    assert missing_in(Material.objects.get(pk=material.pk)) == [
        "[2022] HKCFA 20: the Chinese translation of the full judgment (Interp. art. 525)"
    ]
    act(cited.complete_cited_law, who, parts=LawParts(judgment_translation=cases.upload("chinese")), **fill)
    assert Material.objects.get(pk=material.pk).state == "complete"


def test_two_editors_at_once_the_second_is_told_and_overwrites_nothing() -> None:
    material = receive(people.principal(), law.a_request(), Parts("Note", "zh-hant"))
    seen = materials.fingerprint(material)
    who, key = people.principal(), {"material_id": material.pk, "seen": seen}
    act(materials.complete_material, who, parts=Parts("Note", "zh-hant", validity="in force"), **key)
    with pytest.raises(ValidationError, match="Somebody else changed"):
        act(materials.complete_material, who, parts=Parts("Note", "zh-hant", validity=""), **key)
    assert Material.objects.get().validity == "in force"
    with pytest.raises(PermissionRefused):
        act(materials.complete_material, people.opponent(), material_id=material.pk, parts=WHOLE)


def test_a_material_is_withdrawn_by_whoever_gave_it_and_left_out_by_the_judge_alone() -> None:
    request = law.a_request()
    mine, other = receive(people.principal(), request), receive(people.opponent(), request)
    with pytest.raises(PermissionRefused):
        act(materials.withdraw_material, people.principal(), material_id=other.pk, reason="no")
    with pytest.raises(ValidationError, match="reason"):
        act(materials.withdraw_material, people.principal(), material_id=mine.pk, reason=" ")
    act(materials.withdraw_material, people.principal(), material_id=mine.pk, reason="wrong version")
    with pytest.raises(PermissionRefused):
        act(materials.leave_out_material, people.clerk_a(), material_id=other.pk, reason="irrelevant")
    act(materials.leave_out_material, people.judge_a(), material_id=other.pk, reason="irrelevant")
    states = set(Material.objects.values_list("state", "state_reason"))
    assert states == {("withdrawn", "wrong version"), ("left_out", "irrelevant")}
    with pytest.raises(ValidationError, match="withdrawn or left out"):
        act(materials.leave_out_material, people.judge_a(), material_id=mine.pk, reason="again")


def reads(user: User, material: Material) -> bool:
    reader = reader_of(material.request, people.actor(user), law.TODAY)
    listed = any(line.material == material for line in materials_of(material.request, law.TODAY, reader))
    assert material.exhibit_id is not None
    try:
        _exhibit, content = read(actor=people.actor(user), at=law.NOW, exhibit_id=material.exhibit_id)
        content.close()
    except Exhibit.DoesNotExist:
        assert not listed
        return False
    assert listed
    return True


def test_files_open_to_the_other_side_once_shown_and_never_to_another_provider() -> None:
    request = law.a_request()
    law.an_attempt(request, state=lifecycle.ACCEPTED)
    material = receive(
        people.principal(), request, files=Files(cases.upload("opinion")), citations=["Cap. 9001 s. 2"]
    )
    one = CitedLaw.objects.get()
    typed = LawParts(text=TypedText("zh-hant", "條文", "憲報"))
    act(cited.complete_cited_law, people.principal(), material_id=material.pk, number=one.number, parts=typed)
    everybody = (
        people.principal,
        people.clerk_a,
        people.judge_a,
        people.opponent,
        law.expert,
        people.stranger,
        people.clerk_b,
    )
    assert [reads(who(), material) for who in everybody] == [True, True, True, False, False, False, False]
    act(
        exhibiting.exhibit_materials, people.clerk_a(), request_id=request.pk, material_ids=[material.pk], how="hearing",
        shown_date=law.TODAY, minutes_reference="笔录1",
    )  # fmt: skip
    assert [reads(who(), material) for who in everybody] == [True, True, True, True, False, False, False]
    with pytest.raises(ValidationError, match="was shown in court and stays"):
        act(materials.withdraw_material, people.principal(), material_id=material.pk, reason="too late")
