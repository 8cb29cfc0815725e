"""One kind of registration for the whole house.

A room that wants to be filled from above offers a :class:`Registry`; the rooms and modules above fill it in
``apps.py::ready()``. Order of registration is kept, a key can be taken only once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class AlreadyRegistered(Exception):
    """A key was registered twice, with different values."""


class Registry(Generic[T]):
    """Values by key, in the order in which they were registered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def register(self, key: str, value: T) -> None:
        """Register a value.

        :raises AlreadyRegistered: the key is taken by another value.
        """
        if key in self._entries and self._entries[key] != value:
            raise AlreadyRegistered(f"{self.name}: {key!r} is registered already")
        self._entries[key] = value

    def get(self, key: str) -> T | None:
        return self._entries.get(key)

    def __getitem__(self, key: str) -> T:
        return self._entries[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def items(self) -> list[tuple[str, T]]:
        return list(self._entries.items())

    def values(self) -> list[T]:
        return list(self._entries.values())
