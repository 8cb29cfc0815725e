"""The live term base: the glossary's seed, and definitions that a law gives in two languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.writer import Writer
from foreign_law.importers.hklm_body import slug_of
from foreign_law.importers.parsed import ParsedDocument
from foreign_law.models import Concept, ConceptForm, Expression, Source, TermStatus
from foreign_law.rules.permissions import allowed
from i18n import glossary
from portal.audit.actors import Actor
from portal.audit.log import record

_SEEDED = ("status", "source", "degree", "note")


def load_terms(*, actor: Actor, at: datetime) -> int:
    """Bring the seed of ``i18n.glossary`` into the live term base; a second run changes nothing.

    Returns the number of concepts and forms added or brought up to date. A concept that an editor has touched is
    left as it is: where the seed differs, `foreign_law.queries.term_changes.seed_differences` proposes it.

    :raises PermissionDenied: the actor may not load terms.
    """
    if not allowed("foreign_law.terms_loaded", actor.roles):
        raise PermissionDenied(_("Only a librarian may load the term base."))
    with transaction.atomic():
        changed = _load(glossary.load())
        if changed:
            record(
                act="foreign_law.terms_loaded",
                actor=actor,
                at=at,
                subject=("foreign_law.Concept", "glossary"),
                facts={"changed": changed},
            )
    return changed


def _load(seed: Sequence[glossary.Concept]) -> int:
    concepts = {concept.slug: concept for concept in Concept.objects.all()}
    new = [
        Concept(slug=seeded.slug, domain=seeded.domain, origin="glossary")
        for seeded in seed
        if seeded.slug not in concepts
    ]
    Concept.objects.bulk_create(new)
    concepts.update({concept.slug: concept for concept in new})
    added, updated = _seeded_forms(seed, concepts)
    ConceptForm.objects.bulk_create(added)
    ConceptForm.objects.bulk_update(updated, _SEEDED)
    return len(new) + len(added) + len(updated)


def _seeded_forms(
    seed: Sequence[glossary.Concept], concepts: Mapping[str, Concept]
) -> tuple[list[ConceptForm], list[ConceptForm]]:
    """The forms of the seed that are missing, and those whose standing, source or degree has changed."""
    stored = {
        (form.concept_id, form.language, form.jurisdiction, form.text): form
        for form in ConceptForm.objects.filter(superseded_at=None)
    }
    added: list[ConceptForm] = []
    updated: list[ConceptForm] = []
    for seeded in seed:
        concept = concepts[seeded.slug]
        if concept.version > 1:  # an editor's
            continue
        for form in seeded.forms:
            values = {name: getattr(form, name) for name in _SEEDED}
            key = (concept.pk, form.language, form.jurisdiction, form.text)
            old = stored.get(key)
            if old is None:
                stored[key] = ConceptForm(
                    concept=concept,
                    language=form.language,
                    jurisdiction=form.jurisdiction,
                    text=form.text,
                    **values,
                )
                added.append(stored[key])
            elif any(getattr(old, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(old, name, value)
                updated.append(old)
    return added, updated


def feed_definitions(document: ParsedDocument, writer: Writer) -> int:
    """Enter the terms that a document defines in two languages; returns how many forms were new."""
    if not document.terms:
        return 0
    instrument = writer.instrument
    added = 0
    known = {concept.slug: concept for concept in Concept.objects.filter(origin=instrument.citation_id)}
    forms = _forms_of(known.values())
    waiting: list[ConceptForm] = []
    for pair in document.terms:
        spoken = dict(pair.forms)
        slug = f"{instrument.citation_id}:{slug_of(spoken.get('en') or pair.forms[0][1])}"[:160]
        concept = known.get(slug)
        if concept is None:
            concept = known[slug] = Concept.objects.create(
                slug=slug, domain=instrument.citation_id, origin=instrument.citation_id
            )
        place = _place(writer.expression, pair.defining_key)
        for language, text in pair.forms:
            if concept.merged_into_id is None and (concept.pk, language, text) not in forms:
                forms.add((concept.pk, language, text))
                waiting.append(_form(concept, language, text, instrument.jurisdiction, place, writer.source))
                added += 1
    ConceptForm.objects.bulk_create(waiting, batch_size=200)
    return added


def enter_pair(
    *,
    slug: str,
    origin: str,
    jurisdiction: str,
    forms: Sequence[tuple[str, str]],
    sources: Mapping[str, str],
    source_file: Source | None,
) -> None:
    """Enter one concept with its forms; forms that are there already stay as they are."""
    concept, _created = Concept.objects.get_or_create(
        slug=slug[:160], defaults={"domain": origin, "origin": origin}
    )
    if concept.merged_into_id is not None:
        return
    known = _forms_of([concept])
    ConceptForm.objects.bulk_create(
        _form(concept, language, text, jurisdiction, sources[language], source_file)
        for language, text in forms
        if (concept.pk, language, text) not in known
    )


def known_terms() -> dict[str, frozenset[str]]:
    """Each term of the base, without regard to case, with the concepts it belongs to."""
    concepts: dict[str, set[str]] = defaultdict(set)
    living = ConceptForm.objects.filter(superseded_at=None)
    for text, slug in living.values_list("text", "concept__slug"):
        concepts[text.casefold()].add(slug)
    return {text: frozenset(slugs) for text, slugs in concepts.items()}


def _place(expression: Expression, key: str) -> str:
    """Where a term is defined: ``Cap. 486, s. 2``, ``第486章第2條``; a schedule by its identifier."""
    section = re.fullmatch(r"s(\d+[A-Z]*)", key)
    if section and expression.language == "en":
        return f"{expression.short_citation}, s. {section[1]}"
    if section:
        return f"{expression.short_citation}第{section[1]}條"
    return f"{expression.short_citation}, {key}"


def _forms_of(concepts: object) -> set[tuple[object, str, str]]:
    """Terms that the concepts have or once had: an import does not bring back what an editor withdrew."""
    rows = ConceptForm.objects.filter(concept__in=list(concepts))  # type: ignore[call-overload]
    return set(rows.values_list("concept_id", "language", "text"))


def _form(
    concept: Concept, language: str, text: str, jurisdiction: str, source: str, source_file: Source | None
) -> ConceptForm:
    return ConceptForm(
        concept=concept,
        language=language,
        jurisdiction=jurisdiction,
        text=text[:300],
        status=TermStatus.OFFICIAL,
        source=source[:500],
        source_file=source_file,
    )
