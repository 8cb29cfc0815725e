"""Whoever pastes more than a box takes is told, and keeps every word: no browser cuts it off in silence."""

from __future__ import annotations

from django import forms
from django.utils import translation


class OneBox(forms.Form):
    """A box of several lines, as any form of the portal has them."""

    reasons = forms.CharField(max_length=8000, widget=forms.Textarea(attrs={"rows": 4}))


def test_what_is_too_long_comes_back_whole_with_the_reason() -> None:
    pasted = "A" * 8001
    empty = str(OneBox()["reasons"])
    assert 'rows="4"' in empty and "required" in empty
    assert "maxlength" not in empty
    with translation.override("en"):
        refused = OneBox({"reasons": pasted})
        assert "8000" in str(refused.errors["reasons"])
    assert pasted in str(refused["reasons"])
