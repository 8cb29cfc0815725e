"""Pages of materials and positions: what each role reaches, what stays typed, what is said in return."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.ascertainment import exhibiting, positions
from foreign_law.apps import hearing_words as words
from foreign_law.forms.ascertainment.acts import MATERIAL, REQUEST, SHOWN
from foreign_law.forms.ascertainment.hearing_offered import OFFERED
from foreign_law.models import AscertainmentRequest, ChangeAlert, FindingShown, Material, Position
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.seats import SEATS
from i18n import languages
from portal.audit.history import history
from portal.drafts.models import Draft
from portal.identity.models import User
from tests.factories import ascertainment as law
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
WHOLE = {
    "title": "Note on Cap. 9001", "language": "zh-hant", "how_obtained": "e-Legislation", "validity": "in force",
    "relevance": "the contract", "citations": "Cap. 9001 s. 2",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def at(name: str, *args: Any) -> str:
    return reverse(f"law:{name}", args=args)


def signed(client: Client, user: User) -> Client:
    people.sign_in(client, user)
    return client


def test_a_party_hands_in_material_and_reads_what_is_missing(client: Client) -> None:
    request = law.a_request()
    page = at("ascertainment_material_new", request.reference)
    signed(client, people.principal())
    refused = client.post(page, {**WHOLE, "title": ""})
    assert "the contract" in refused.content.decode() and "What you typed is kept" in refused.content.decode()
    answer = client.post(page, {**WHOLE, "validity": ""}, follow=True)
    words = answer.content.decode()
    assert "The library does not hold Cap. 9001 s. 2. Enter the text with its source." in words
    assert "whether it is in force, and since when (art. 3)" in words and "noindex" in answer["X-Robots-Tag"]
    material = Material.objects.get()
    fill = at("ascertainment_material_complete", request.reference, material.number)
    seen = client.get(fill).context["form"]["seen"].value()
    client.post(fill, {**WHOLE, "seen": seen, "citations": ""})
    late = client.post(fill, {**WHOLE, "seen": seen, "summary": "all that I typed"}).content.decode()
    assert "Somebody else changed this material" in late and "all that I typed" in late
    text = {"text": "條文", "language": "zh-hant", "source": "憲報", "chinese_language": "zh-hant"}
    answer = client.post(at("ascertainment_law", request.reference, 1, 1), text, follow=True)
    assert answer.status_code == 200 and "條文" in answer.content.decode()
    assert Material.objects.get().state == "complete"
    assert client.get(fill).status_code == 200  # the page says why nothing can be filled in any more
    assert "complete and is no longer changed" in client.post(fill, WHOLE).content.decode()


def test_what_was_typed_outlives_the_session(client: Client) -> None:
    request = law.a_request()
    page = at("ascertainment_material_new", request.reference)
    signed(client, people.principal())
    content = client.get(page).content.decode()
    mark = content.split('name="_draft_owner" value="')[1].split('"')[0]
    client.logout()
    assert "/accounts/login/" in client.post(page, {**WHOLE, "_draft_owner": mark})["Location"]
    assert Draft.objects.count() == 1
    assert "the contract" in signed(client, people.principal()).get(page).content.decode()


ROLES = (
    people.principal,
    people.opponent,
    law.expert,
    law.other_expert,
    people.stranger,
    people.clerk_a,
    people.clerk_b,
)


def test_role_by_page_no_leak_between_parties_experts_and_courts(client: Client) -> None:
    request = law.a_request(lifecycle.POSITIONS)
    attempt = law.an_attempt(request, state=lifecycle.ACCEPTED)
    own = law.a_material(request, party=cases.plaintiff(request.case))
    opinion = law.a_material(request, attempt)
    law.an_attempt(law.a_request(), provider=law.provider(law.other_expert(), name="另一研究所"))
    shown = FindingShown.objects.create(
        request=request, finding=law.a_finding(), shown_at=law.NOW, shown_to="user:test"
    )
    reference = request.reference
    table = {
        at("ascertainment_material_new", reference): "200 200 404 404 404 404 404",
        at("ascertainment_material_for", reference, attempt.number): "404 404 200 404 404 404 404",
        at("ascertainment_material", reference, own.number): "200 404 404 404 404 200 404",
        at("ascertainment_material", reference, opinion.number): "404 404 200 404 404 200 404",
        at("ascertainment_material_complete", reference, own.number): "200 404 404 404 404 404 404",
        at("ascertainment_material_withdraw", reference, own.number): "200 404 404 404 404 404 404",
        at("ascertainment_law_new", reference, opinion.number): "404 404 200 404 404 404 404",
        at("ascertainment_law", reference, own.number, 1): "200 404 404 404 404 404 404",
        at("ascertainment_law", reference, own.number, 9): "404 404 404 404 404 404 404",
        at("ascertainment_material_file", reference, own.number, "translation"): "404 404 404 404 404 404 404",
        at("ascertainment_positions", reference): "200 200 404 404 404 404 404",
        at("ascertainment_rebut", reference, shown.pk): "200 200 404 404 404 404 404",
        at("ascertainment_position_evidence", reference, shown.pk): "404 404 404 404 404 404 404",
        at("ascertainment_rebuttal_evidence", reference, shown.pk): "404 404 404 404 404 404 404",
    }  # fmt: skip
    for place, role in enumerate(ROLES):
        signed(client, role())
        got = {page: client.get(page).status_code for page in table}
        assert got == {page: int(row.split()[place]) for page, row in table.items()}, role.__name__


def test_positions_by_form_keep_everything_when_reasons_are_missing(client: Client) -> None:
    request = law.a_request(lifecycle.POSITIONS)
    page = at("ascertainment_positions", request.reference)
    signed(client, people.opponent())
    typed: dict[str, Any] = {
        "stance_1_content": "agree",
        "stance_1_meaning": "object",
        "reasons_1_application": "it does not fit",
    }
    refused = client.post(page, typed).content.decode()
    assert "An objection gives reasons (art. 8)." in refused and "Choose a position." in refused
    assert "it does not fit" in refused and not Position.objects.exists()
    typed |= {
        "reasons_1_meaning": "penal",
        "stance_1_application": "object",
        "evidence": cases.upload("book"),
    }
    assert client.post(page, typed).status_code == 302
    assert sorted(Position.objects.values_list("aspect", "stance")) == [
        ("application", "object"), ("content", "agree"), ("meaning", "object"),
    ]  # fmt: skip
    said = Position.objects.exclude(evidence=None).first()
    assert said is not None
    evidence = at("ascertainment_position_evidence", request.reference, said.pk)
    for who, status in ((people.principal, 200), (people.stranger, 404)):
        assert signed(client, who()).get(evidence).status_code == status


def test_every_button_of_the_desk_has_its_act_its_form_and_runs() -> None:
    request = law.a_request(lifecycle.RECEIVED)
    material = law.a_material(request, state="incomplete", validity="", party=cases.plaintiff(request.case))
    shown = FindingShown.objects.create(
        request=request, finding=law.a_finding(), shown_at=law.NOW, shown_to="user:test"
    )
    ChangeAlert.objects.create(
        cited=material.cited.get(), kind="amended", raised_at=law.NOW, change_date=law.TODAY
    )
    records = {REQUEST: request, MATERIAL: material, SHOWN: shown}
    for offered in OFFERED:
        assert "foreign_law." + offered.act in SEATS
        # the parties are heard once something was shown
        assert offered.shown(records[offered.on]) == (offered.act != "positions_invited")
        form = offered.form(law_request=request, record=records[offered.on])
        assert all(field.label for field in form.fields.values() if not field.widget.is_hidden), offered.act
        assert form.as_p() or offered.act == "finding_relied_on"  # which needs the button only


@pytest.mark.parametrize(("act", "entered", "user"), [
    ("material_received", {**WHOLE, "received_date": "2026-11-20"}, people.clerk_a),
    ("exhibited", {"how": "hearing", "shown_date": "2026-11-20", "minutes_reference": "1", "material_ids": "all"},
     people.clerk_a),
    ("position_taken", {"party_id": "first", "minutes_reference": "1", "stance_1_content": "agree"}, people.clerk_a),
    ("opportunity_recorded", {"party_id": "first", "given_date": "2026-11-20", "how": "summoned"}, people.judge_a),
])  # fmt: skip
def test_the_forms_of_the_desk_do_what_they_say(
    act: str, entered: dict[str, str], user: Callable[[], User]
) -> None:
    request = law.a_request(lifecycle.POSITIONS)
    material = law.a_material(request)
    stand_in = {"all": [str(material.pk)], "first": str(cases.plaintiff(request.case).pk)}
    data = {name: stand_in.get(value, value) for name, value in entered.items()}
    offered = next(one for one in OFFERED if one.act == act)
    form = offered.form(data, {}, law_request=request, record=request)
    assert form.is_valid(), form.errors
    offered.run(actor=people.actor(user()), at=law.NOW, record=request, **form.cleaned_data)
    assert request.course.filter(act=f"foreign_law.{act}").count() == 1


def test_the_page_of_a_material_shows_pinned_texts_and_asks_few_queries(
    client: Client, import_paths: Callable[..., Any], samples: Path, django_assert_max_num_queries: Any
) -> None:
    import_paths(*(samples / "hk").glob("cap_9001_20150301*.xml"))
    request = law.a_request(fact_date=date(2015, 3, 1))
    signed(client, people.principal())
    lines = "\n".join(f"Cap. 9001 s. {number}" for number in (1, 2, 4, 5, 6))
    answer = client.post(
        at("ascertainment_material_new", request.reference), {**WHOLE, "citations": lines}, follow=True
    )
    assert 'lang="zh-Hant"' in answer.content.decode() and "絲製的燈" in answer.content.decode()
    page = at("ascertainment_material", request.reference, 1)
    client.get(page)
    with django_assert_max_num_queries(40):
        client.get(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Cap. 9001 s. 2\n" * 201, "At most 200 lines."), ("x" * 301, "of at most 300 characters.")],
)
def test_citations_that_would_not_be_read_whole_are_refused_and_kept(
    client: Client, typed: str, said: str
) -> None:
    request = law.a_request()
    signed(client, people.principal())
    answer = client.post(at("ascertainment_material_new", request.reference), {**WHOLE, "citations": typed})
    assert said in answer.content.decode() and typed.strip() in answer.content.decode()
    assert not request.materials.exists()


def test_law_is_added_struck_and_downloaded_from_the_page(client: Client) -> None:
    request = law.a_request()
    signed(client, people.principal())
    client.post(
        at("ascertainment_material_new", request.reference),
        {**WHOLE, "validity": "", "document": cases.upload("note")},
    )
    of = (request.reference, 1)
    more = {"citation": "[2022] HKCFA 20", "kind": "case_law", "judgment": cases.upload("judgment")}
    refused = client.post(at("ascertainment_law_new", *of), more).content.decode()
    assert "Say in which language the judgment is." in refused
    more |= {
        "judgment": cases.upload("judgment"),
        "judgment_language": "zh-hant",
        "source_url": "https://example.test/",
    }
    assert client.post(at("ascertainment_law_new", *of), more).status_code == 302
    again = client.post(
        at("ascertainment_law_new", *of), {**more, "judgment": cases.upload("x")}
    ).content.decode()
    assert "This law is cited already." in again
    for which in ("document", "judgment-2"):
        answer = client.get(at("ascertainment_material_file", *of, which))
        assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    custom = {"citation": "custom of the port", "kind": "treaty", "text": "…", "language": "en"}
    assert (
        "Say where the text comes from."
        in client.post(at("ascertainment_law_new", *of), custom).content.decode()
    )
    assert client.post(at("ascertainment_law_new", *of), {**custom, "source": "a book"}).status_code == 302
    assert Material.objects.get().cited.get(number=3).kind == "treaty"
    assert client.post(at("ascertainment_law_strike", *of, 3)).status_code == 302
    assert client.post(at("ascertainment_law_strike", *of, 3)).status_code == 404
    assert client.get(at("ascertainment_law_strike", *of, 1)).status_code == 405
    assert "custom of the port" not in client.get(at("ascertainment_material", *of)).content.decode()
    done = client.post(at("ascertainment_material_withdraw", *of), {"reason": "wrong version"}, follow=True)
    assert "Withdrawn by whoever submitted it" in done.content.decode()


@pytest.mark.parametrize("line", ["x" * 9000, "。、；" * 50, "\x00", "第" * 400 + "章", "(" * 3000])
def test_hostile_input_is_refused_or_kept_in_words_and_never_an_error(client: Client, line: str) -> None:
    request = law.a_request()
    signed(client, people.principal())
    answer = client.post(at("ascertainment_material_new", request.reference), {**WHOLE, "citations": line})
    assert answer.status_code in {200, 302}


def test_acts_and_notices_of_the_hearing_are_told_in_words_of_every_language() -> None:
    request = law.a_request(lifecycle.POSITIONS)
    side, who = cases.plaintiff(request.case), people.actor(people.clerk_a())
    positions.record_opportunity(
        actor=who, at=law.NOW, request_id=request.pk, party_id=side.pk, given_date=law.TODAY, how="传票送达"
    )
    material = law.a_material(request)
    exhibiting.exhibit_materials(
        actor=who, at=law.NOW, request_id=request.pk, material_ids=[material.pk], how="pretrial", shown_date=law.TODAY,
        minutes_reference="笔录",
    )  # fmt: skip
    positions.invite_positions(
        actor=people.actor(people.judge_a()),
        at=law.NOW,
        request_id=request.pk,
        until=date(2026, 12, 9),
        reason="开庭",
    )
    for code in languages.CODES:
        with translation.override(code):
            sentences = [line.sentence for line in history(request.chain, language=code)]
            assert len(sentences) >= 3 and not any("%(" in sentence for sentence in sentences)
            context = {"reference": "FL", "number": 1, "party": 2, "objections": 1, "material": 1, "citation": "Cap. 1",
                       "until": "2026-12-09", "change": "amended"}  # fmt: skip
            spoken = {**context, **words.prepare(context)}
            for _label, subject, body in words.NOTICE_WORDS.values():
                assert "FL" in str(subject) % spoken and "FL" in str(body) % spoken


def test_a_request_in_a_state_without_materials_has_no_form(client: Client) -> None:
    signed(client, people.principal())
    for state in (lifecycle.SCOPED, lifecycle.CLOSED, lifecycle.CONFIRMED):
        request: AscertainmentRequest = law.a_request(state)
        assert client.get(at("ascertainment_material_new", request.reference)).status_code == 404
        assert client.get(at("ascertainment_positions", request.reference)).status_code == 404
