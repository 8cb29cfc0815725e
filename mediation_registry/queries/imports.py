"""Who of a file stands in the register already: by register number, or by exactly the same name in the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mediation_registry.models import Listing, Registrant, Scheme
from mediation_registry.queries.editions import newest
from mediation_registry.rules import lifecycle
from portal.identity.models import PersonName

PIECE = 400


def by_number(numbers: Iterable[str], scheme: Scheme) -> dict[str, Registrant]:
    """Registrants of the scheme's kind by register number."""
    wanted = sorted({number for number in numbers if number})
    found: dict[str, Registrant] = {}
    for start in range(0, len(wanted), PIECE):
        rows = Registrant.objects.filter(kind=scheme.kind, register_no__in=wanted[start : start + PIECE])
        rows = rows.select_related("person", "home_jurisdiction").prefetch_related("person__names")
        found.update({row.register_no: row for row in rows})
    return found


def by_names(
    named: Mapping[int, tuple[str, Mapping[str, str]]], scheme: Scheme
) -> dict[int, list[Registrant]]:
    """For each row (place, names by script) the registrants of that place that bear one of the names, exactly."""
    texts = sorted({text for _place, names in named.values() for text in names.values()})
    bearers: dict[tuple[str, str, str], list[Registrant]] = defaultdict(list)
    for start in range(0, len(texts), PIECE):
        rows = PersonName.objects.filter(
            text__in=texts[start : start + PIECE],
            withdrawn_at=None,
            is_former=False,
            person__registrant__kind=scheme.kind,
        )
        rows = rows.select_related("person__registrant__home_jurisdiction").prefetch_related("person__names")
        for name in rows:
            registrant = name.person.registrant
            bearers[(registrant.home_jurisdiction.code, name.script, name.text)].append(registrant)
    found: dict[int, list[Registrant]] = {}
    for row, (place, names) in named.items():
        alike = {one.pk: one for item in names.items() for one in bearers.get((place, *item), ())}
        if alike:
            found[row] = sorted(alike.values(), key=lambda one: one.register_no)
    return found


def listings_in_force(scheme: Scheme) -> dict[object, Listing]:
    """The listing in force of each registrant of the scheme, by the registrant's key."""
    rows = newest(Listing.objects.filter(edition__scheme=scheme, state=lifecycle.ACTIVE))
    return {row.registrant_id: row for row in rows}
