"""All sealed content of the installation: counted by key, and sealed anew after a rotation."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction

from collector.personal_data import blind
from collector.personal_data.apps import personal_data
from collector.personal_data.fields import SealedField
from collector.personal_data.models import Contact
from collector.personal_data.sealed import key_id, open_bytes, seal

BATCH = 100
"""Rows of one transaction; pictures are sealed too, so no more."""
Told = Callable[[int, int], None]
"""Hears how many rows are done, of how many."""


def sealed_fields() -> Iterator[tuple[type[models.Model], SealedField[Any]]]:
    """Give every sealed field of every room."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 -- Django's own name for it
            if isinstance(field, SealedField):
                yield model, field


def anything_sealed() -> bool:
    """Tell whether anything sealed stands in the database."""
    return any(_there(model, field).exists() for model, field in sealed_fields())


def by_key() -> Counter[str]:
    """Count what stands sealed, by the id of the key."""
    found: Counter[str] = Counter()
    for model, field in sealed_fields():
        for row in _rows(model, field):
            found[key_id(row.__dict__[field.attname].sealed)] += 1
    return found


def reseal(told: Told) -> int:
    """Seal with the current key all that another one has sealed; return how many rows.

    May be stopped and run again. A row that somebody changes meanwhile is left to them: what they
    write is sealed with the current key.
    """
    current = personal_data().ring.current("sealing").id
    counts = by_key()
    total = sum(number for key, number in counts.items() if key != current)
    done = 0
    for model, field in sealed_fields():
        for some in _batches(model, field, current):
            with transaction.atomic():
                for row in some:
                    done += _one(model, field, row)
            told(done, total)
    return done


def reindex(told: Told) -> int:
    """Make the digest of every number anew with the current key of the index."""
    total, done = Contact.objects.filter(erased_at=None).count(), 0
    for model, field in sealed_fields():
        for row in _rows(model, field) if model is Contact else ():
            number = getattr(row, field.attname)
            if number:
                still = Contact.objects.filter(pk=row.pk, erased_at=None)
                done += still.update(index=blind.index(number))
            if done % BATCH == 0:
                told(done, total)
    told(done, total)
    return done


def _there(model: type[models.Model], field: SealedField[Any]) -> models.QuerySet[models.Model]:
    return model._default_manager.filter(**{f"{field.name}__isnull": False})  # noqa: SLF001


def _rows(model: type[models.Model], field: SealedField[Any]) -> Iterator[models.Model]:
    """Give rows page by page: no query stays open while rows are written."""
    names = dict.fromkeys((model._meta.pk.name, field.bound_to, field.name))  # noqa: SLF001
    rows = _there(model, field).only(*names).order_by("pk")
    page = list(rows[:BATCH])
    while page:
        yield from page
        page = list(rows.filter(pk__gt=page[-1].pk)[:BATCH])


def _batches(
    model: type[models.Model], field: SealedField[Any], current: str
) -> Iterator[list[models.Model]]:
    some: list[models.Model] = []
    for row in _rows(model, field):
        if key_id(row.__dict__[field.attname].sealed) != current:
            some.append(row)
        if len(some) >= BATCH:
            yield some
            some = []
    if some:
        yield some


def _one(model: type[models.Model], field: SealedField[Any], row: models.Model) -> int:
    before = row.__dict__[field.attname]
    plain = open_bytes(before.sealed, field.about(row))
    if plain is None:
        return 0
    after = seal(plain, field.about(row))
    unchanged = model._default_manager.filter(pk=row.pk, **{field.name: before})  # noqa: SLF001
    return unchanged.update(**{field.name: type(before)(after)})
