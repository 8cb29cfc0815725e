"""Art. 4 asks its papers of every opinion of an institution or expert, also of one that a party had given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.ascertainment import commissioned, exhibiting, materials
from foreign_law.actions.ascertainment.materials import Files, Parts
from foreign_law.documents.ascertainment.statement_sections import materials as materials_told
from foreign_law.documents.ascertainment.subject import Voice, subject_of
from foreign_law.forms.ascertainment.hearing_offered import OFFERED
from foreign_law.forms.ascertainment.materials import COMMISSIONED, NewMaterialForm
from foreign_law.models import AscertainmentRequest, Material
from foreign_law.queries.ascertainment.materials import missing_in
from foreign_law.rules.ascertainment import lifecycle
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import ascertainment as law
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
OPINION = Parts(
    "意見書", "zh-hant", how_obtained="電子版香港法例", validity="現行有效", relevance="合同", opinion_by="expert",
    opinion_author="虛構大律師",
)  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def handed_in(request: AscertainmentRequest, parts: Parts = OPINION, **files: Any) -> Material:
    material = materials.receive_material(
        actor=people.actor(people.principal()), at=law.NOW, request_id=request.pk, parts=parts,
        files=Files(**{name: cases.upload(name) for name in files}),
    )  # fmt: skip
    law.cited_law(material)
    return Material.objects.get(pk=material.pk)


def lacking(material: Material) -> list[str]:
    return missing_in(Material.objects.get(pk=material.pk), law.TODAY)


def test_each_missing_paper_is_named_and_nothing_that_was_handed_in_is_lost() -> None:
    material = handed_in(law.a_request(), document=1)
    assert (material.kind, material.state) == ("party", "incomplete")
    assert lacking(material) == [
        "proof of the expert's identity (art. 4)",
        "proof of the expert's qualifications and experience (art. 4)",
        "the statement of no interest for this request, with its date (art. 4)",
    ]
    institute = handed_in(material.request, Parts("意見書", "zh-hant", opinion_by="institution"))
    assert [part for part in lacking(institute) if "art. 4" in part] == [
        "the name of the institution or expert (art. 4)",
        "proof of qualification of the institution (art. 4)",
        "the statement of no interest for this request, with its date (art. 4)",
    ]
    assert "the document itself" in lacking(institute)


def test_it_is_shown_in_court_only_once_its_papers_were_filled_in() -> None:
    material = handed_in(law.a_request(), document=1, identity=1)
    shown: dict[str, Any] = {
        "actor": people.actor(people.clerk_a()), "at": law.NOW, "request_id": material.request_id,
        "material_ids": [material.pk], "how": "hearing", "shown_date": law.TODAY, "minutes_reference": "笔录",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="statement of no interest"):
        exhibiting.exhibit_materials(**shown)
    materials.complete_material(
        actor=people.actor(people.principal()), at=law.NOW, material_id=material.pk, parts=OPINION,
        files=Files(experience=cases.upload("cv"), statement=cases.upload("statement")),
    )  # fmt: skip
    material.refresh_from_db()
    assert material.state == "complete" and set(material.files) == {
        "document", "identity", "experience", "statement",
    }  # fmt: skip
    exhibiting.exhibit_materials(**shown)
    about = subject_of(material.request, on=law.TODAY, paper=1)
    assert "委托虛構大律師出具意见" in str(materials_told(Voice("zh-hans", about)))
    assert "with an opinion commissioned from 虛構大律師" in str(materials_told(Voice("en", about)))


def test_the_clerk_enters_what_came_as_own_material_as_an_opinion_and_the_party_is_told() -> None:
    material = handed_in(law.a_request(), Parts("意見書", "zh-hant", "a", "b", "c"), document=1)
    materials.settle(material, law.NOW)
    assert Material.objects.get(pk=material.pk).state == "complete"
    entered: dict[str, Any] = {"at": law.NOW, "material_id": material.pk, "opinion_by": "expert"}
    for user in (people.principal(), people.opponent(), people.clerk_b()):
        with pytest.raises(PermissionRefused):
            commissioned.call_commissioned(actor=people.actor(user), opinion_author="甲", **entered)
    commissioned.call_commissioned(actor=people.actor(people.clerk_a()), opinion_author="甲", **entered)
    material.refresh_from_db()
    assert material.state == "incomplete" and material.exhibit_id is not None and len(lacking(material)) == 3
    told = Notice.objects.get(kind="foreign_law.material_called_opinion")
    assert told.recipient_key == people.actor(people.principal()).key
    with pytest.raises(ValidationError, match="not possible"):
        commissioned.call_commissioned(actor=people.actor(people.clerk_a()), opinion_author="乙", **entered)


def test_whoever_handed_it_in_does_not_call_it_her_own_words_afterwards() -> None:
    material = handed_in(law.a_request(), document=1)
    own = Parts("意見書", "zh-hant", "a", "b", "c")
    entered: dict[str, Any] = {"at": law.NOW, "material_id": material.pk, "parts": own}
    with pytest.raises(ValidationError) as refusal:
        materials.complete_material(actor=people.actor(people.principal()), **entered)
    assert list(refusal.value.message_dict) == ["opinion_by"]
    materials.complete_material(actor=people.actor(people.clerk_a()), **entered)
    material.refresh_from_db()
    assert (material.opinion_by, material.state) == ("", "complete")


def test_where_the_court_asked_the_papers_stay_with_the_attempt() -> None:
    request = law.a_request()
    attempt = law.an_attempt(request, state=lifecycle.ACCEPTED)
    assert not set(COMMISSIONED) & set(NewMaterialForm(law_request=request, asked=attempt).fields)
    assert set(COMMISSIONED) <= set(NewMaterialForm(law_request=request).fields)
    for user in (law.expert(), people.clerk_a()):
        with pytest.raises(ValidationError) as refusal:
            materials.receive_material(
                actor=people.actor(user), at=law.NOW, request_id=request.pk, parts=OPINION, attempt_id=attempt.pk
            )  # fmt: skip
        assert list(refusal.value.message_dict) == ["opinion_by"]
    (button,) = [form for form in OFFERED if form.form.__name__ == "CommissionedForm"]
    assert not button.shown(law.a_material(request, attempt))
    assert button.shown(law.a_material(request, party=request.case.parties.first()))
    assert not button.shown(law.a_material(request))  # nobody's: no party commissioned it


def test_the_pages_ask_for_the_papers_and_open_them_to_whoever_may_read_the_material(client: Client) -> None:
    request = law.a_request()
    people.sign_in(client, people.principal())
    page = reverse("law:ascertainment_material_new", args=[request.reference])
    assert "Signed statement of no interest" in client.get(page).content.decode()
    sent = {
        "title": "意見書", "language": "zh-hant", "opinion_by": "institution", "opinion_author": "虛構研究所",
        "statement": cases.upload("no interest"),
    }  # fmt: skip
    answer = client.post(page, sent, follow=True).content.decode()
    assert "proof of qualification of the institution (art. 4)" in answer and "虛構研究所" in answer
    file = reverse("law:ascertainment_material_file", args=[request.reference, 1, "statement"])
    assert client.get(file).status_code == 200
    desk = Client()
    people.sign_in(desk, people.clerk_a())
    board = desk.get(reverse("ascertainment_desk:inspect", args=[request.pk])).content.decode()
    assert "已签署的无利害关系声明" in board and "虛構研究所" in board
    for user in (people.opponent(), law.expert(), people.stranger()):
        stranger = Client()
        people.sign_in(stranger, user)
        assert stranger.get(file).status_code == 404
