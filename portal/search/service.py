"""Search as the rest of the portal sees it: units in, a plan and its result out, hits highlighted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.search import highlighting
from portal.search.engine import FACETS, Health, Page, SearchEngine, Stamp
from portal.search.plan import Filters, Plan
from portal.search.planner import Expander, integer_date, plan_query
from portal.search.preparation import prepared, schema_version
from portal.search.syntax import Recogniser
from portal.search.units import Group, Hit, Result, Unit


@dataclass(frozen=True, slots=True)
class Found:
    """A result together with the plan that led to it."""

    plan: Plan
    result: Result

    @property
    def total(self) -> int:
        """Units found, on all pages."""
        return self.result.total

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.result.groups

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.result.hits

    @property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        return self.result.facets

    @property
    def page(self) -> int:
        return self.result.page

    @property
    def has_next(self) -> bool:
        return self.result.has_next


class SearchService:
    """One index behind analysis, planning and highlighting. Safe to share between threads."""

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine

    def rebuild(self, units: Iterable[Unit]) -> Stamp:
        """Build the whole index aside and put it in place at once; on an error the present one stays.

        Raises `InvalidUnit` and whatever the iterable raises.
        """
        build = self.engine.begin(schema_version())
        try:
            build.upsert(prepared(units))
            return self.engine.swap(build)
        except BaseException:
            build.discard()
            raise

    def upsert(self, units: Iterable[Unit]) -> int:
        """Add or replace units; seen after `commit`. Nothing is written if one of them is invalid."""
        return self.engine.upsert(list(prepared(units)))

    def delete(self, uids: Iterable[str]) -> int:
        """Take units out; seen after `commit`."""
        return self.engine.delete(uids)

    def commit(self) -> Stamp:
        """Make all changes visible together."""
        return self.engine.commit()

    def health(self) -> Health:
        return self.engine.health()

    def search(
        self,
        text: str,
        *,
        on: date,
        filters: Filters | None = None,
        recognise: Recogniser | None = None,
        expander: Expander | None = None,
        expand: bool = True,
        without: Collection[str] = (),
        page: Page | None = None,
        facets: Sequence[str] = FACETS,
    ) -> Found:
        """Plan and find. `on` is the date by which units count as in force (today, or the date read on).

        No text of a query raises. Raises `IndexOutdated`, `SearchAway`, and `ValueError` for an unknown facet.
        """
        plan = plan_query(
            text, filters=filters, recognise=recognise, expander=expander, expand=expand, without=without
        )
        result = self.engine.search(plan, facets=facets, on=integer_date(on), page=page or Page())
        if result.notices:
            plan = replace(plan, notices=(*plan.notices, *result.notices))
        return Found(plan, result)

    def highlight(self, plan: Plan, unit: Unit, *, width: int = 200) -> highlighting.Highlighted:
        """Heading and passage of a hit as escaped HTML with `<mark>`."""
        return highlighting.highlight(unit.heading, unit.body, plan.marks, unit.language, width=width)
