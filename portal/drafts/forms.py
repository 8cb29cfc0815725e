"""Forms that open with what was typed before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict


class DraftMixin:
    """For forms that keep drafts: ``MyForm(**MyForm.opening(owner_key, form_key))``."""

    is_resumed = False

    @classmethod
    def initial_from(cls, values: Mapping[str, list[str]]) -> dict[str, Any]:
        """Initial values out of a draft; fields that the form no longer has are left out, files never kept."""
        posted = QueryDict(mutable=True)
        for name, entries in values.items():
            posted.setlist(name, entries)
        initial: dict[str, Any] = {}
        for name, field in cls.base_fields.items():  # type: ignore[attr-defined]
            if isinstance(field, forms.FileField) or field.widget.value_omitted_from_data(posted, {}, name):
                continue
            initial[name] = field.widget.value_from_datadict(posted, {}, name)
        for name, field in cls.base_fields.items():  # type: ignore[attr-defined]
            if values and isinstance(field, forms.BooleanField) and name not in initial:
                initial[name] = name in values
        return initial
