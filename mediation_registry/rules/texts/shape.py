"""The shape of a text: clauses in order."""

from __future__ import annotations

from typing import TypeAlias

Clauses: TypeAlias = tuple[str, ...]
