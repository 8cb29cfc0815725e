"""What the tests of the register and of mediation share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared with their English sentence, whatever the default language of the site is."""
    with translation.override("en"):
        yield
