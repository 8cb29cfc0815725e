"""The text of the instrument: one version for each change, whole under its digest, legible in every language."""

from __future__ import annotations

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from portal.audit.models import Event
from portal.documents.errors import TofuRefused
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.instruments import facts_of_version, instrument_pdf, make_instrument
from portal.power_of_attorney.models import InstrumentVersion, PowerOfAttorney
from portal.power_of_attorney.rules.texts import instrument as texts
from tests.factories import people, powers

pytestmark = pytest.mark.django_db
PAIRS = [("zh-hant", "pt"), ("zh-hans", "en"), ("zh-hant", ""), ("pt", "zh-hans"), ("en", "zh-hant")]


def under_review(**entries: Any) -> PowerOfAttorney:
    power = powers.a_power("doc_review", **entries)
    power.versions.all().delete()
    return power


def made(power: PowerOfAttorney, reason: str = "review") -> InstrumentVersion:
    actor = people.actor(people.clerk_a(), powers.NOW)
    return make_instrument(actor=actor, at=powers.NOW, power=power, reason=reason)


def text_of(version: InstrumentVersion, tmp_path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing (Debian package poppler-utils)")
    path = tmp_path / "text.pdf"
    path.write_bytes(instrument_pdf(version))
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())


def test_the_text_is_kept_whole_under_its_digest_and_logged() -> None:
    power = under_review()
    version = made(power)
    assert sha256(instrument_pdf(version)).hexdigest() == version.digest
    assert (version.number, version.text_version) == (1, texts.version_now())
    event = Event.objects.filter(act="power_of_attorney.instrument_made").latest("position")
    assert version.digest in str(bytes(event.body).decode()) and "陳嘉敏" not in str(event.body)


def test_nothing_personal_lies_in_the_open_part_of_the_row() -> None:
    version = made(under_review())
    assert "何德榮" not in str(version.content) and "何德榮" in str(facts_of_version(version))
    raw = InstrumentVersion.objects.values_list("facts_sealed", flat=True).get(pk=version.pk)
    assert "何德榮" not in str(raw)


def test_the_same_text_is_not_made_twice_and_a_change_makes_the_next_version() -> None:
    power = under_review()
    first = made(power)
    assert made(power).pk == first.pk
    power.granted.filter(code="settle").update(state="struck")
    second = made(power, "struck")
    assert (second.number, second.digest != first.digest) == (2, True)
    assert second.content["struck"] == ["settle"] and "settle" not in second.content["powers"]
    assert instrument_pdf(first).startswith(b"%PDF")


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_every_pair_of_languages_prints_and_says_what_was_granted(
    first: str, second: str, tmp_path: Path
) -> None:
    power = under_review(
        language=first, second_language=second, prevailing_language="zh-hant", translated_by="S. Reis"
    )
    text = text_of(made(power), tmp_path)
    for code in filter(None, (first, second)):
        words = texts.words(texts.version_now(), code)
        for key in ("title", "admit_claims", "settle", "appeal", "sub_delegation", "h_service"):
            assert "".join(words[key].split()) in text, (code, key)
    assert power.reference in text and "陳嘉敏" in text


def test_struck_powers_and_excluded_receipt_stand_in_the_text(tmp_path: Path) -> None:
    power = under_review(excludes_service=True, second_language="")
    power.granted.filter(code="settle").update(state="struck")
    text = text_of(made(power), tmp_path)
    words = texts.words(texts.version_now(), "zh-hant")
    assert words["struck"] in text and "無權代委託人接收訴訟文書" in text and text.count("不授予") == 6


def test_a_licence_for_the_greater_bay_area_is_printed_as_the_courts_reading(tmp_path: Path) -> None:
    power = under_review(second_language="")
    agent = power.agents.get()
    if agent.licence is None:
        pytest.fail("the lawyer of the cast has a licence")
    agent.licence.kind = "gba"
    agent.licence.save(update_fields=["kind"])
    assert "按受案法院對該規定的解讀" in text_of(made(power), tmp_path)


@pytest.mark.parametrize("basis", ["filing-2021-art6", "interp-2022-art523-549", ""])
def test_the_legal_basis_is_printed_or_said_to_be_missing(basis: str, tmp_path: Path) -> None:
    text = text_of(made(under_review(legal_basis=basis, second_language="")), tmp_path)
    key = {"filing-2021-art6": "第六條", "interp-2022-art523-549": "第五百二十三條", "": "未經記載"}[basis]
    assert key in text


def test_a_character_that_no_font_holds_is_refused_by_name_and_nothing_stays() -> None:
    power = under_review(opponent_name="何\U00020bb6榮")
    with pytest.raises(TofuRefused, match="U\\+20BB6"):
        made(power)
    with pytest.raises(ValidationError):
        made(power)
    assert not power.versions.exists()


def test_the_text_is_made_by_the_court_of_the_power_while_it_reviews() -> None:
    power = under_review()
    for user in (people.principal(), people.judge_b(), people.lawyer()):
        with pytest.raises(PermissionRefused):
            make_instrument(actor=people.actor(user, powers.NOW), at=powers.NOW, power=power, reason="x")
    draft = powers.a_power("effective")
    with pytest.raises(ValidationError):
        made(draft)


def test_a_text_without_an_agent_is_not_made() -> None:
    power = under_review()
    power.agents.update(accepted_at=None)
    with pytest.raises(ValidationError) as refused:
        made(power)
    assert refused.value.code == "no_agent"


def test_an_entity_signs_through_its_representative_with_the_chain(tmp_path: Path) -> None:
    power = under_review(second_language="en")
    power.representative = power.principal
    power.save(update_fields=["representative"])
    power.authority_steps.create(
        position=1,
        holder_name="陳嘉敏",
        capacity="director",
        document_name="董事會決議",
        document_date="2026-10-02",
    )
    text = text_of(made(power), tmp_path)
    assert "董事會決議" in text and "2October2026" in text


def test_every_wording_has_the_same_phrases_in_every_language() -> None:
    for version, languages in texts.VERSIONS.items():
        keys = {code: set(words) for code, words in languages.items()}
        assert len({frozenset(found) for found in keys.values()}) == 1, version
        placeholders = {
            code: {key: sorted(part for part in text.split("{")[1:]) for key, text in words.items()}
            for code, words in languages.items()
        }
        for key in keys["en"]:
            names = [{part.split("}")[0] for part in found[key]} for found in placeholders.values()]
            assert all(one == names[0] for one in names), key
