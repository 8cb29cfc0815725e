"""An action tried from a form: what it refuses stands at the form, and nothing entered is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm


def attempt(form: BaseForm, act: Callable[[], Any]) -> bool:
    """True when the form is good and the act was done; the act's refusals become errors of the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        refuse(form, error)
        return False
    return True


def refuse(form: BaseForm, error: ValidationError) -> None:
    """Put a refusal where its field is, or on top."""
    named = getattr(error, "error_dict", None)
    if named is None:
        form.add_error(None, error)
        return
    for name, errors in named.items():
        form.add_error(name if name in form.fields else None, errors)
