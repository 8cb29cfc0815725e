"""Model fields that are encrypted in the database, each value bound to its row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from portal.seals.blind_index import blind_index, normalise
from portal.seals.cells import open_cell, seal

__all__ = ["EncryptedTextField", "SealedValue", "blind_index", "normalise"]


class SealedValue:
    """Ciphertext as the database holds it; opened when the attribute is read from its instance."""

    __slots__ = ("sealed",)

    def __init__(self, sealed: bytes) -> None:
        self.sealed = bytes(sealed)

    def __repr__(self) -> str:
        return f"<sealed, {len(self.sealed)} bytes>"


class _OpensOnRead:
    """The attribute of an encrypted field: keeps ciphertext until somebody reads it."""

    def __init__(self, field: EncryptedTextField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, SealedValue):
            value = open_cell(value.sealed, context=self.field.context, place=self.field.place(instance))
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: str | SealedValue | None) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):
    """Text, encrypted with AES-256-GCM under a key for `context`, bound to ``table.column:pk``.

    The primary key must be known before saving (UUID keys are). Reading through an instance opens the
    value; ``values()`` and ``values_list()`` give a SealedValue without plain text. ``QuerySet.update()``
    and look-ups by plain text raise TypeError: the first cannot bind to a row, for the second there is
    `blind_index`. Renaming the table or the column needs a migration that seals anew.
    """

    description = "text, encrypted"

    _pyi_private_set_type: str  # type: ignore[assignment]  # text to whoever reads the model
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, context: str, **kwargs: Any) -> None:
        self.context = context
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["context"] = self.context
        return name, path, list(args), kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, _OpensOnRead(self))

    def place(self, instance: models.Model) -> str:
        """``table.column:pk`` of this instance. Raises ValueError while the primary key is unknown."""
        if instance.pk is None:
            raise ValueError(
                f"{type(instance).__name__}.{self.name} is sealed for its row: the key must be known."
            )
        key = instance._meta.pk.to_python(instance.pk)
        return f"{self.model._meta.db_table}.{self.column}:{key}"

    def seal_for(self, instance: models.Model, value: str) -> SealedValue:
        """`value` sealed for the row of `instance`."""
        return SealedValue(seal(value, context=self.context, place=self.place(instance)))

    def pre_save(self, model_instance: models.Model, add: bool) -> SealedValue | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, SealedValue):
            return value
        return self.seal_for(model_instance, str(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, SealedValue):
            raise TypeError(f"{self.name} is encrypted: save the instance, or look it up by its blind index.")
        return super().get_db_prep_value(value.sealed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> SealedValue | None:
        return None if value is None else SealedValue(value)

    def get_default(self) -> Any:
        return self._get_default()  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> Any:
        return value

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> Any:
        return connection.ops.binary_placeholder_sql(value)

    def value_to_string(self, obj: models.Model) -> str:
        """For serialisers: the plain text, since ciphertext would not open in another row."""
        return str(getattr(obj, self.attname) or "")

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.CharField, **kwargs})
