"""The box in which a search is asked."""

from __future__ import annotations

from typing import Any

from django import forms

LONGEST = 10_000
"""Characters of a query that a page carries on; the planner reads fewer and says so."""


class QueryField(forms.CharField):
    """Words of a search. Whatever is sent is read as far as it can be: nobody's question is an error, and none is lost.

    NUL, which no page can show, counts as a space.
    """

    def to_python(self, value: Any) -> str:
        text = value.replace("\x00", " ") if isinstance(value, str) else value
        return str(super().to_python(text))[:LONGEST]
