"""Legal records are kept: no cascade, no key between modules, migrations that say what they do."""

from __future__ import annotations

import re

from django.apps import apps
from django.db import models

from tests.support.sources import PACKAGES, ROOT

OWN = tuple(PACKAGES)
MODULES = {"foreign_law", "mediation_registry", "service_of_process", "power_of_attorney"}


def own_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.split(".")[0] in OWN]


def test_no_legal_record_goes_when_another_goes() -> None:
    cascading = []
    for model in own_models():
        for field in model._meta.local_fields:
            remote = field.remote_field
            if remote is None or getattr(remote, "parent_link", False) or model._meta.auto_created:
                continue
            if getattr(remote, "on_delete", None) is models.CASCADE:
                cascading.append(f"{model._meta.label}.{field.name}")
    assert not cascading


def test_no_foreign_key_joins_two_modules() -> None:
    joined = []
    for model in own_models():
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if other is None or isinstance(other, str):
                continue
            pair = {model._meta.app_label, other._meta.app_label} & MODULES
            if len(pair) == 2:
                joined.append(f"{model._meta.label}.{field.name}")
    assert not joined


def test_migrations_are_named_as_sentences() -> None:
    names = [path for folder in OWN for path in (ROOT / folder).rglob("migrations/0*.py")]
    assert names
    odd = [
        p.name
        for p in names
        if not re.fullmatch(r"\d{4}_[a-z]+(_[a-z0-9]+)+\.py", p.name) or "auto_2" in p.name
    ]
    assert not odd
