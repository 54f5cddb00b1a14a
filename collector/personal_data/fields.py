"""Model fields that stand sealed in the database and open where they are read.

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    text = SealedTextField(bound_to="id")

`bound_to` names a field of the same row that is there before the row is saved and never changes (a
UUID): the content opens in that row alone. Reading gives the text; None where it was erased, or
where its key is not here. Setting None erases it. It cannot be searched or ordered by.
"""

from typing import Any, Generic, TypeVar

from django.db import models

from collector.personal_data.sealed import open_bytes, seal

_T = TypeVar("_T", str, bytes)


class Shut:
    """Content as the database keeps it, not opened yet."""

    def __init__(self, sealed: bytes) -> None:
        self.sealed = sealed

    def __repr__(self) -> str:
        return "<sealed>"


class _Door:
    """Opens a field's content where it is read, once."""

    def __init__(self, field: "SealedField[Any]") -> None:
        self._field = field

    def __get__(self, instance: models.Model | None, _owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self._field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Shut):
            plain = open_bytes(value.sealed, self._field.about(instance))
            return None if plain is None else self._field.of_bytes(plain)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self._field.attname] = value


class SealedField(models.BinaryField, Generic[_T]):  # type: ignore[type-arg]
    """What both kinds of content share."""

    def __init__(self, *, bound_to: str = "id", **more: Any) -> None:
        more |= {"null": True, "editable": False}
        super().__init__(**more)
        self.bound_to = bound_to

    def deconstruct(self) -> Any:
        """Tell migrations how it was made."""
        name, path, words, more = super().deconstruct()
        more.pop("null", None)
        more.pop("editable", None)
        return name, path, words, {**more, "bound_to": self.bound_to}

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False  # noqa: FBT001, FBT002 -- Django's
    ) -> None:  # fmt: skip
        """Put the door in front of the content."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Door(self))

    def about(self, instance: models.Model) -> str:
        """Return what this row's content is bound to."""
        table = instance._meta.db_table  # noqa: SLF001 -- Django's own name for it
        return f"{table}.{self.column}:{getattr(instance, self.bound_to)}"

    def from_db_value(self, value: Any, *_more: Any) -> Shut | None:
        """Leave it shut: which row it belongs to is known only where it is read."""
        return None if value is None else Shut(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002, FBT001 -- Django's
        """Seal what is new; what was not opened stays as it is."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Shut):
            return value
        return Shut(seal(value, self.about(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's
        """Hand sealed content over; anything in clear is a mistake."""
        if isinstance(value, Shut):
            value = value.sealed
        elif value is not None:
            raise TypeError(f"{self.name} is sealed: save the row instead of updating a query")
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow nothing but the question whether it is there."""
        return super().get_lookup(lookup_name) if lookup_name in {"isnull", "exact"} else None

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002 -- Django's
        """Keep it out of serialised forms."""
        return "<sealed>"

    def of_bytes(self, plain: bytes) -> _T:
        """Return what the door shows."""
        raise NotImplementedError


class SealedTextField(SealedField[str]):
    """A text."""

    def of_bytes(self, plain: bytes) -> str:
        """Return the text."""
        return plain.decode(errors="replace")


class SealedBytesField(SealedField[bytes]):
    """Bytes, such as a picture."""

    def of_bytes(self, plain: bytes) -> bytes:
        """Return them as they are."""
        return plain
