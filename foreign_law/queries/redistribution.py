"""What may be given out in bulk: the decisions that stand, the defaults where there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Count

from foreign_law.models import ConceptForm, Download, RedistributionDecision, Source
from foreign_law.rules.redistribution import HONG_KONG, MACAO, OWN, Standing, standing

#: Terms that an import drew from a law without keeping the file are their publisher's.
OF_ORIGIN = {"hk": HONG_KONG, "mo": MACAO}
DEMONSTRATION = Path(__file__).parent.parent / "demonstration"


@dataclass(frozen=True)
class Publisher:
    """A publisher with how many of its files are held, what holds for it, and the decision, if there is one."""

    name: str
    files: int
    standing: Standing
    decision: RedistributionDecision | None


class Permissions:
    """What holds for every publisher, read once. One query."""

    def __init__(self) -> None:
        self.decisions = {
            one.publisher: one for one in RedistributionDecision.objects.filter(superseded_at=None)
        }

    def of_publisher(self, name: str) -> Standing:
        decision = self.decisions.get(name)
        return standing(name, decided=Standing(decision.allowed, decision.licence) if decision else None)

    def owner(self, source: Source) -> str:
        """Whose a file is: one of the demonstration is the portal's own, whatever publisher it plays."""
        if source.digest in own_digests():
            return OWN
        return source.publisher if source.publisher != OWN else ""  # a file may say anything of itself

    def of_source(self, source: Source) -> Standing:
        """What holds for a file."""
        return self.of_publisher(self.owner(source))

    def of_term(self, form: ConceptForm) -> Standing:
        """A term is of the file that it was drawn from, else of the law that defines it, else the portal's own."""
        if form.source_file is not None:
            return self.of_source(form.source_file)
        place, _colon, rest = form.concept.origin.partition(":")
        return self.of_publisher(OF_ORIGIN.get(place, "") if rest else OWN)


@cache
def own_digests() -> frozenset[str]:
    """SHA-256 of the fictitious files that come with the portal."""
    files = (path for path in sorted(DEMONSTRATION.iterdir()) if path.is_file())
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)


def publishers() -> list[Publisher]:
    """The portal itself and every publisher whose files are held. Two queries."""
    permissions = Permissions()
    counted = dict(Source.objects.order_by("publisher").values_list("publisher").annotate(Count("pk")))
    names = [OWN, *(name for name in counted if name)]
    return [
        Publisher(name, counted.get(name, 0), permissions.of_publisher(name), permissions.decisions.get(name))
        for name in names
    ]


def decisions() -> Iterator[RedistributionDecision]:
    """Every decision, the newest first."""
    return RedistributionDecision.objects.order_by("-decided_at").iterator()


def downloads() -> list[Download]:
    """The files that stand. One query."""
    return list(Download.objects.filter(superseded_at=None))


def download_named(name: str) -> Download | None:
    """One of them."""
    return Download.objects.filter(superseded_at=None, name=name).first()
