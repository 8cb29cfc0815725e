"""Pair the Portuguese and the Chinese text of a Macao work, or say why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from foreign_law.actions.terms import enter_pair, known_terms
from foreign_law.models import IndexTask, Instrument, ProvisionVersion
from foreign_law.rules.alignment import Standing, disagreement
from foreign_law.rules.refusals import Reason, reason

REASONS = {
    "divisions": reason("unpaired_divisions", place=""),
    "epigraph": reason("unpaired_epigraph", place=""),
    "paragraphs": reason("unpaired_paragraphs", place=""),
}


def pair_languages(instrument: Instrument, at: datetime) -> list[Reason]:
    """Set ``aligned`` on the living versions of a Macao work; returns the warnings.

    Epigraphs of paired articles become terms of the term base, with the article as their source.
    """
    by_provision: dict[str, list[ProvisionVersion]] = defaultdict(list)
    living = ProvisionVersion.objects.filter(
        expression__instrument=instrument, superseded_at=None, latest=True
    )
    for version in living.select_related("provision__instrument", "expression").order_by("provision__order"):
        by_provision[version.provision.key].append(version)
    if all(len(versions) < 2 for versions in by_provision.values()):
        return []
    known = known_terms()
    warnings: list[Reason] = []
    changed: list[ProvisionVersion] = []
    for key, versions in by_provision.items():
        if len(versions) < 2:
            continue
        trouble = _disagreement(versions, known)
        if trouble:
            warnings.append(replace(REASONS[trouble], facts={"place": f"{instrument.path} {key}"}))
        else:
            _epigraph_terms(versions)
        for version in versions:
            if version.aligned == bool(trouble):
                version.aligned = not trouble
                changed.append(version)
    ProvisionVersion.objects.bulk_update(changed, ("aligned",))
    IndexTask.objects.bulk_create(
        IndexTask(
            act=IndexTask.Act.UPSERT,
            target=IndexTask.Target.VERSION,
            record_id=version.pk,
            uid=version.uid,
            queued_at=at,
        )
        for version in changed
    )
    return warnings


def _disagreement(versions: list[ProvisionVersion], known: Mapping[str, frozenset[str]]) -> str:
    first, *others = [_standing(version) for version in versions]
    for other in others:
        if trouble := disagreement(first, other, known=known):
            return trouble
    return ""


def _standing(version: ProvisionVersion) -> Standing:
    numbered = tuple(node["a"] for node in version.body if node.get("kind") == "paragraph")
    return Standing(tuple(division["id"] for division in version.path), version.heading, numbered)


def _epigraph_terms(versions: list[ProvisionVersion]) -> None:
    forms = [(version.expression.language, version.heading) for version in versions]
    if any(not heading or len(heading) > 200 for _language, heading in forms):
        return
    first = versions[0]
    enter_pair(
        slug=f"{first.provision.instrument.citation_id}:{first.provision.key}",
        origin=first.provision.instrument.citation_id,
        jurisdiction="CN-MO",
        forms=forms,
        sources={v.expression.language: f"{v.expression.short_citation}, {v.number_label}" for v in versions},
        source_file=None,
    )
