"""Materials of a request: what somebody may read of them, with what is missing, what is pinned, what has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from foreign_law.models import (
    AscertainmentRequest,
    ChangeAlert,
    CitedLaw,
    FindingShown,
    Material,
    RouteAttempt,
)
from foreign_law.queries.ascertainment import missing_parts
from foreign_law.rules.ascertainment import exhibiting, lifecycle
from foreign_law.rules.ascertainment import materials as rules
from foreign_law.rules.ascertainment.lifecycle import F
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.cases.queries import sides_of

RECEIVES = F + "material_received"


@dataclass(frozen=True)
class MaterialLine:
    """One material as a reader sees it. ``missing`` in words; ``is_own``: the reader's side or institution gave it."""

    material: Material
    cited: tuple[CitedLaw, ...]
    missing: tuple[str, ...]
    alerts: tuple[ChangeAlert, ...]
    was_shown: bool
    is_own: bool

    @property
    def is_living(self) -> bool:
        """False once withdrawn or left out."""
        return self.material.state in rules.LIVING

    @property
    def may_be_completed(self) -> bool:
        """Whether whoever gave it may still fill in parts: only while one is missing and it was not shown."""
        return self.is_own and self.is_living and not self.was_shown and self.material.kind != rules.FINDING


@dataclass(frozen=True)
class Reader:
    """From where somebody reads the materials of one request."""

    is_staff: bool
    parties: frozenset[UUID]
    attempts: frozenset[UUID]

    @property
    def is_side(self) -> bool:
        """True for a side of the case."""
        return bool(self.parties)

    def gave(self, material: Material) -> bool:
        """Whether the own side or institution gave this material."""
        return material.party_id in self.parties or material.attempt_id in self.attempts

    def may_read(self, material: Material) -> bool:
        """Whether the material is open to this reader; ``material`` comes with its exhibitions."""
        return exhibiting.is_open_to(
            submitted_it=self.gave(material),
            is_staff=self.is_staff,
            is_side=self.is_side,
            was_shown=bool(material.exhibitions.all()),
            is_finding=material.kind == Material.Kind.FINDING,
        )


def reader_of(law_request: AscertainmentRequest, actor: Actor, on: date) -> Reader:
    """From where the actor reads this request today: as staff, as a side, as an institution or expert. Three queries."""
    rows = AscertainmentRequest.objects
    staff = actor.is_system or rows.for_staff(actor, on).filter(pk=law_request.pk).exists()
    parties = frozenset(sides_of(law_request.case, actor, on).values_list("pk", flat=True))
    return Reader(
        staff, parties, frozenset(own_attempts(law_request, actor, on).values_list("pk", flat=True))
    )


def own_attempts(law_request: AscertainmentRequest, actor: Actor, on: date) -> QuerySet[RouteAttempt]:
    """The attempts on which the actor answers for the institution or expert, after they were sent and not declined."""
    account = person_id_of(actor)
    if account is None or "expert" not in actor.roles:
        return law_request.attempts.none()
    held = Q(provider__accounts__user_id=account, provider__accounts__valid_from__lte=on)
    held &= Q(provider__accounts__valid_to=None) | Q(provider__accounts__valid_to__gt=on)
    gone = (lifecycle.DECLINED_CONFLICT, lifecycle.DECLINED_OTHER, lifecycle.ATTEMPT_WITHDRAWN)
    return law_request.attempts.filter(held, sent_at__isnull=False).exclude(state__in=gone).distinct()


def with_everything(rows: QuerySet[Material]) -> QuerySet[Material]:
    """Materials with all that a page shows of them; the number of queries does not grow with the rows."""
    cited = CitedLaw.objects.select_related(
        "instrument", "provision__instrument", "judgment", "full_text_exhibit", "full_text_translation"
    ).prefetch_related(
        "texts__version__expression", "texts__version__provision__instrument",
        Prefetch("alerts", ChangeAlert.objects.select_related("version__provision__instrument", "version__expression")),
    )  # fmt: skip
    return rows.select_related(
        "attempt__provider", "party", "exhibit", "translation_exhibit", "relies_on__finding", "request__case"
    ).prefetch_related(
        Prefetch("cited", cited.order_by("number")), "attempt__provider__proofs", "exhibitions", "questions"
    )


def materials_of(
    law_request: AscertainmentRequest, on: date | None = None, reader: Reader | None = None
) -> list[MaterialLine]:
    """The materials that the reader may see, in order of number; without a reader, all of them. At most ten queries."""
    rows = with_everything(law_request.materials.order_by("number"))
    return [line_of(row, on, reader) for row in rows if reader is None or reader.may_read(row)]


def line_of(material: Material, on: date | None, reader: Reader | None = None) -> MaterialLine:
    """One material as this reader sees it."""
    living = tuple(one for one in material.cited.all() if one.struck_at is None)
    missing = missing_parts.missing_parts(material, on) if material.state in rules.LIVING else ()
    return MaterialLine(
        material=material,
        cited=living,
        missing=tuple(missing_parts.in_words(material, missing)),
        alerts=tuple(alert for one in living for alert in one.alerts.all()),
        was_shown=bool(material.exhibitions.all()),
        is_own=reader is not None and reader.gave(material),
    )


def missing_in(material: Material, on: date | None = None) -> list[str]:
    """What is missing in a material today, in words."""
    return missing_parts.in_words(material, missing_parts.missing_parts(material, on))


def material_at(law_request: AscertainmentRequest, number: int, reader: Reader) -> Material | None:
    """The material with this number if the reader may see it."""
    row = with_everything(law_request.materials.filter(number=number)).first()
    return row if row is not None and reader.may_read(row) else None


def may_submit(law_request: AscertainmentRequest, reader: Reader) -> bool:
    """Whether a side may hand in material now."""
    return reader.is_side and lifecycle.request_after(law_request.state, RECEIVES) is not None


def material_section(law_request: AscertainmentRequest, actor: Actor, on: date) -> dict[str, Any]:
    """What the page of a request shows of materials: context of ``_materials.html``."""
    reader = reader_of(law_request, actor, on)
    lines = materials_of(law_request, on, reader)
    return {
        "material_lines": lines,
        "may_submit_material": may_submit(law_request, reader),
        "rebuttable": rebuttable(law_request) if reader.is_side else [],
        "may_rebut": lifecycle.request_after(law_request.state, F + "finding_rebutted") is not None,
        "unnoted_alerts": unnoted(lines),
        "is_side": reader.is_side,
    }


def unnoted(lines: Iterable[MaterialLine]) -> list[ChangeAlert]:
    """The changes of law that the court has not noted yet."""
    return [alert for line in lines if line.is_living for alert in line.alerts if alert.seen_at is None]


def rebuttable(law_request: AscertainmentRequest) -> list[Any]:
    """The findings shown or relied on in this request that the sides may read, with the rebuttals. Two queries."""
    rows = FindingShown.objects.for_sides().filter(request=law_request)
    return list(
        rows.select_related("finding", "material").prefetch_related("rebuttals__party", "rebuttals__evidence")
    )


def reaches_material(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``ascertainment-material:<material>``: as :meth:`Reader.may_read` says."""
    material = _known(Material, key)
    if material is None:
        return False
    return reader_of(material.request, actor, day_of(at)).may_read(material)


def reaches_said(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``ascertainment-said:<request>``: what the sides put before the court and each other."""
    found = _known(AscertainmentRequest, key)
    if found is None:
        return False
    reader = reader_of(found, actor, day_of(at))
    return reader.is_staff or reader.is_side


def _known(model: type[Any], key: str) -> Any:
    try:
        return model.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None
