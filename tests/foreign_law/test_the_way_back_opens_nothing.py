"""Where the database goes back to an older schema, what was taken back does not become open again."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from foreign_law.actions.ascertainment import findings
from foreign_law.models import Finding
from foreign_law.rules.ascertainment import lifecycle
from tests.factories import ascertainment as law
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_a_release_that_was_taken_back_falls_with_the_columns_that_say_so() -> None:
    closed = law.a_request(lifecycle.CLOSED, is_confidential=True)
    own = law.a_finding(determination=law.a_determination(closed))
    other = law.a_finding(
        is_confidential=True, released_at=law.NOW, released_by="x", released_reason="x", case_number="2"
    )
    judge = people.actor(people.judge_a())
    findings.finding_released(actor=judge, at=law.NOW, finding_id=own.pk, reason="裁判文书已公开")
    findings.finding_release_taken_back(actor=judge, at=law.NOW, finding_id=own.pk, reason="当事人申请")
    migration = import_module("foreign_law.migrations.0004_say_of_each_copy_what_it_is_worth").Migration
    ways_back = [one.reverse_code for one in migration.operations if hasattr(one, "reverse_code")]
    ways_back[-1](apps, None)
    assert Finding.objects.filter(pk=own.pk, released_at=None, taken_back_at=None).exists()
    assert Finding.objects.get(pk=other.pk).is_released
