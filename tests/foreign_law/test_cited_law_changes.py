"""An imported change of a provision flags the opinion that cites it and tells its people; the text stays pinned."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import alerts, materials
from foreign_law.actions.ascertainment.materials import Parts
from foreign_law.models import AscertainmentRequest, ChangeAlert, Material, PinnedText, RequestEvent
from foreign_law.queries.ascertainment.materials import material_section
from foreign_law.rules.ascertainment import lifecycle
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import ascertainment as law
from tests.factories import people

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "cap_9001_20120601000000_en_p.xml", "cap_9001_20150301*_c.xml"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def cites(request: AscertainmentRequest, on: date) -> Material:
    return materials.receive_material(
        actor=people.actor(people.principal()), at=law.NOW, request_id=request.pk, parts=Parts("Note", "zh-hant"),
        citations=["Cap. 9001 s. 2"], on_date=on,
    )  # fmt: skip


def told() -> set[tuple[str, str]]:
    rows = Notice.objects.filter(kind="foreign_law.cited_law_changed")
    return {(row.recipient_key, json.loads(row.context)["path"].split("/")[1]) for row in rows}


def test_a_change_flags_the_material_and_tells_judge_clerk_and_whoever_gave_it_once(
    import_paths: Callable[..., Any], samples: Path
) -> None:
    import_paths(samples / "hk" / BEFORE)
    request, over = law.a_request(), law.a_request()
    material, closed = cites(request, date(2012, 6, 1)), cites(over, date(2012, 6, 1))
    AscertainmentRequest.objects.filter(pk=over.pk).update(state=lifecycle.CLOSED)
    pinned = set(PinnedText.objects.values_list("digest", flat=True))
    assert len(pinned) == 1 and not ChangeAlert.objects.exists()
    import_paths(*sorted((samples / "hk").glob(AFTER)))
    [alert] = ChangeAlert.objects.all()
    assert (alert.cited.material, alert.kind, alert.change_date) == (material, "amended", date(2014, 6, 1))
    assert not alert.concerns_fact_date and closed.cited.get().alerts.count() == 0
    assert set(PinnedText.objects.values_list("digest", flat=True)) == pinned
    people_told = {f"user:{user.pk}" for user in (people.judge_a(), people.clerk_a())}
    assert told() == {(key, "staff") for key in people_told} | {(f"user:{people.principal().pk}", "law")}
    assert RequestEvent.objects.filter(request=request, act="foreign_law.alert_raised").count() == 1
    import_paths(*sorted((samples / "hk").glob(AFTER)))
    assert ChangeAlert.objects.count() == 1 and len(told()) == 3
    section = material_section(request, people.actor(people.principal()), law.TODAY)
    assert section["unnoted_alerts"] == [alert]


def test_a_corrected_text_of_the_day_in_question_is_named_as_such(
    import_paths: Callable[..., Any], samples: Path, tmp_path: Path
) -> None:
    import_paths(samples / "hk" / BEFORE)
    cites(law.a_request(), date(2012, 6, 1))
    corrected = tmp_path / BEFORE
    text = (samples / "hk" / BEFORE).read_text(encoding="utf-8")
    assert "a lamp of paper" in text
    corrected.write_text(text.replace("a lamp of paper", "a lamp of rice paper"), encoding="utf-8")
    import_paths(corrected)
    [alert] = ChangeAlert.objects.all()
    assert (alert.kind, alert.concerns_fact_date) == ("corrected", True)


def test_the_court_notes_what_a_change_means_and_nobody_else(
    import_paths: Callable[..., Any], samples: Path
) -> None:
    import_paths(samples / "hk" / BEFORE)
    cites(law.a_request(), date(2012, 6, 1))
    import_paths(*sorted((samples / "hk").glob(AFTER)))
    alert = ChangeAlert.objects.get()
    note: dict[str, Any] = {"at": law.NOW, "alert_id": alert.pk}
    for nobody in (people.principal(), people.clerk_b(), people.stranger()):
        with pytest.raises(PermissionRefused):
            alerts.note_alert(actor=people.actor(nobody), note="x", **note)
    judge = people.actor(people.judge_a())
    with pytest.raises(ValidationError, match="reason"):
        alerts.note_alert(actor=judge, note=" ", **note)
    noted = alerts.note_alert(actor=judge, note="事实发生在修订之前。", **note)
    assert noted.seen_by == judge.key
    with pytest.raises(ValidationError, match="noted already"):
        alerts.note_alert(actor=judge, note="again", **note)


def test_thousands_of_changes_that_nobody_cites_cost_few_queries(
    import_paths: Callable[..., Any], samples: Path, django_assert_max_num_queries: Any
) -> None:
    from foreign_law.models import LawEvent

    import_paths(samples / "hk" / BEFORE)
    import_paths(*sorted((samples / "hk").glob(AFTER)))
    events = list(LawEvent.objects.all()) * 100
    with django_assert_max_num_queries(2 * (len(events) // alerts.BATCH + 1)):
        alerts.flag_changed(events)
