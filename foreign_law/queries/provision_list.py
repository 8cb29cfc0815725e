"""The provisions of a work, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field

from foreign_law.models import Instrument, Provision, ProvisionVersion


@dataclass
class ListedProvision:
    """A provision with its newest heading in each language held."""

    key: str
    unit: str
    number: str
    headings: dict[str, str] = field(default_factory=dict)


def provisions_page(instrument: Instrument, *, first: int, size: int) -> tuple[int, list[ListedProvision]]:
    """How many provisions the work has, and ``size`` of them from ``first``, in order. Three queries."""
    all_of_it = Provision.objects.filter(instrument=instrument).order_by("order")
    page = {row.pk: row for row in all_of_it[first : first + size]}
    listed = {pk: ListedProvision(row.key, row.unit, row.number) for pk, row in page.items()}
    newest = ProvisionVersion.objects.filter(provision__in=list(page), superseded_at=None, latest=True)
    for pk, language, heading in newest.values_list("provision_id", "expression__language", "heading"):
        listed[pk].headings[language] = heading
    return all_of_it.count(), list(listed.values())
