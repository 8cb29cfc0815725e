"""Whoever pastes more than a box takes is told, and keeps every word: no browser cuts it off in silence."""

from __future__ import annotations

from django import forms
from django.utils import translation

from foreign_law.forms.ascertainment.particulars import words


class OneBox(forms.Form):
    """Reasons, as positions, rebuttals and materials give them."""

    reasons = words(label="Reasons")


def test_what_is_too_long_comes_back_whole_with_the_reason() -> None:
    pasted = "A" * 8001
    assert "maxlength" not in str(OneBox()["reasons"])
    with translation.override("en"):
        refused = OneBox({"reasons": pasted})
        assert "8000" in str(refused.errors["reasons"])
    assert pasted in str(refused["reasons"])
