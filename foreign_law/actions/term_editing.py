"""A librarian's acts on the term base: each supersedes rows and adds others, and says who, when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.models import Concept, ConceptChange, ConceptForm
from foreign_law.rules import term_states as rules
from i18n import glossary
from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.permissions import require

Act = ConceptChange.Act
ACTS: dict[str, str] = {
    Act.CREATED: "foreign_law.concept_added", Act.ADDED: "foreign_law.term_added",
    Act.CHANGED: "foreign_law.term_changed", Act.WITHDRAWN: "foreign_law.term_withdrawn",
    Act.RESTORED: "foreign_law.terms_restored", Act.ADOPTED: "foreign_law.terms_adopted",
    Act.MERGED: "foreign_law.concepts_merged",
}  # fmt: skip
State = list[dict[str, str]]


class ChangedMeanwhile(ValidationError):
    """Somebody else saved first; ``number`` is the version that stands now."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Somebody changed this concept while you were working on it. Your entries are kept below.")
        )
        self.number = number


def state_of(concept: Concept) -> State:
    """The living terms of a concept as plain rows. One query."""
    rows = concept.forms.filter(superseded_at=None).values(*rules.FIELDS)
    return rules.ordered(rows)


def add_concept(
    *, actor: Actor, at: datetime, slug: str, domain: str, reason: str, **term: str
) -> ConceptChange:
    """A new concept with its first term.

    :raises ValidationError: the identifier is taken, the term lacks words or an official one its source.
    """
    require(actor, ACTS[Act.CREATED])
    entered = _sound(term)
    with transaction.atomic():
        concept, is_new = Concept.objects.get_or_create(
            slug=slug, defaults={"domain": domain, "origin": "librarian"}
        )
        if not is_new:
            raise ValidationError(_("A concept with this identifier exists already."))
        return _enter(concept, Act.CREATED, [entered], actor=actor, at=at, reason=reason)


def add_term(
    *, actor: Actor, at: datetime, concept_id: UUID, version: int, reason: str, **term: str
) -> ConceptChange:
    """A further term of a concept; ``version`` is the one that the editor saw.

    :raises ChangedMeanwhile: somebody else saved first.
    :raises ValidationError: the term is there already, lacks words, or an official one its source.
    """
    entered = _sound(term)

    def wanted(state: State) -> State:
        return [*_without(state, entered), entered]

    return _act(Act.ADDED, wanted, actor=actor, at=at, concept_id=concept_id, version=version, reason=reason)


def change_term(
    *,
    actor: Actor,
    at: datetime,
    concept_id: UUID,
    version: int,
    place: Sequence[str],
    reason: str,
    **term: str,
) -> ConceptChange:
    """Another wording, standing, source, degree or note of the term at ``place`` (language, jurisdiction, words).

    :raises ChangedMeanwhile: somebody else saved first.
    :raises ValidationError: as for `add_term`, or the term is not there.
    """
    entered = _sound(term)

    def wanted(state: State) -> State:
        rest = [one for one in state if rules.place_of(one) != tuple(place)]
        if len(rest) == len(state):
            raise ValidationError(_("This term is not there any more."))
        return [*_without(rest, entered), entered]

    return _act(
        Act.CHANGED, wanted, actor=actor, at=at, concept_id=concept_id, version=version, reason=reason
    )


def withdraw_term(
    *, actor: Actor, at: datetime, concept_id: UUID, version: int, place: Sequence[str], reason: str
) -> ConceptChange:
    """The term is used no more; its row stays.

    :raises ChangedMeanwhile: somebody else saved first.
    :raises ValidationError: the term is not there.
    """

    def wanted(state: State) -> State:
        rest = [one for one in state if rules.place_of(one) != tuple(place)]
        if len(rest) == len(state):
            raise ValidationError(_("This term is not there any more."))
        return rest

    return _act(
        Act.WITHDRAWN, wanted, actor=actor, at=at, concept_id=concept_id, version=version, reason=reason
    )


def restore(
    *, actor: Actor, at: datetime, concept_id: UUID, version: int, number: int, reason: str
) -> ConceptChange:
    """The terms as they stood after change ``number`` (before the first change: 1), by an act of its own.

    :raises ChangedMeanwhile: somebody else saved first.
    :raises ValidationError: there is no such state, or it is the present one.
    """
    changes = ConceptChange.objects.filter(concept_id=concept_id)

    def wanted(_state: State) -> State:
        chosen = changes.filter(number=number).first()
        first = changes.filter(number=2).first()
        if chosen is None and (number != 1 or first is None):
            raise ValidationError(_("There is no such state."))
        return list(chosen.after if chosen is not None else first.before if first is not None else [])

    return _act(
        Act.RESTORED, wanted, actor=actor, at=at, concept_id=concept_id, version=version, reason=reason
    )


def adopt_seed(*, actor: Actor, at: datetime, concept_id: UUID, version: int, reason: str) -> ConceptChange:
    """The glossary's state in place of the editors': what a renewed seed proposes, taken over by an act.

    :raises ChangedMeanwhile: somebody else saved first.
    :raises ValidationError: the glossary does not have the concept, or says the same.
    """

    def wanted(_state: State) -> State:
        slug = Concept.objects.values_list("slug", flat=True).get(pk=concept_id)
        seeded = next((one for one in glossary.load() if one.slug == slug), None)
        if seeded is None:
            raise ValidationError(_("The glossary does not have this concept."))
        return seed_state(seeded)

    return _act(
        Act.ADOPTED, wanted, actor=actor, at=at, concept_id=concept_id, version=version, reason=reason
    )


def merge(
    *, actor: Actor, at: datetime, concept_id: UUID, version: int, into: UUID, reason: str
) -> ConceptChange:
    """The concept's terms join those of ``into``; its identifier leads there from now on.

    :raises ChangedMeanwhile: somebody else saved first.
    :raises ValidationError: a concept is merged with itself or with one that is merged already.
    """
    require(actor, ACTS[Act.MERGED])
    with transaction.atomic():
        concept = _locked(concept_id, version)
        target = Concept.objects.select_for_update().get(pk=into)
        if target.pk == concept.pk or target.merged_into_id is not None:
            raise ValidationError(_("Choose another concept, one that is not merged itself."))
        together = rules.united(state_of(target), state_of(concept))
        concept.merged_into = target
        concept.save(update_fields=["merged_into"])
        _enter(concept, Act.MERGED, [], actor=actor, at=at, reason=reason)
        return _enter(target, Act.MERGED, together, actor=actor, at=at, reason=reason)


def seed_state(seeded: glossary.Concept) -> State:
    """A concept of the glossary as plain rows."""
    return rules.ordered({name: str(getattr(form, name)) for name in rules.FIELDS} for form in seeded.forms)


def _act(
    act: str, wanted: Callable[[State], State], *, actor: Actor, at: datetime, concept_id: UUID, version: int,
    reason: str,
) -> ConceptChange:  # fmt: skip
    """Lock, permission, the state that is wanted, write."""
    require(actor, ACTS[act])
    with transaction.atomic():
        concept = _locked(concept_id, version)
        before = state_of(concept)
        after = rules.ordered(wanted(before))
        if after == before:
            raise ValidationError(_("Nothing would change."))
        return _enter(concept, act, after, actor=actor, at=at, reason=reason)


def _locked(concept_id: UUID, version: int) -> Concept:
    concept = Concept.objects.select_for_update().get(pk=concept_id)
    if concept.version != version:
        raise ChangedMeanwhile(concept.version)
    if concept.merged_into_id is not None:
        raise ValidationError(_("This concept is merged into another one; edit that one."))
    return concept


def _enter(
    concept: Concept, act: str, after: State, *, actor: Actor, at: datetime, reason: str
) -> ConceptChange:
    """Supersede the rows that are not in ``after``, add those that are new, raise the version, log."""
    if not reason.strip():
        raise ValidationError(_("Say why."))
    before = state_of(concept)
    kept = [one for one in after if one in before]
    gone = [rules.place_of(one) for one in before if one not in after]
    for language, jurisdiction, text in gone:
        concept.forms.filter(
            superseded_at=None, language=language, jurisdiction=jurisdiction, text=text
        ).update(superseded_at=at)
    ConceptForm.objects.bulk_create(ConceptForm(concept=concept, **one) for one in after if one not in kept)
    concept.version += 1
    concept.save(update_fields=["version"])
    change = ConceptChange.objects.create(
        concept=concept, number=concept.version, act=act, actor_key=actor.key, changed_at=at,
        reason=reason.strip(), before=before, after=rules.ordered(after),
    )  # fmt: skip
    record(
        act=ACTS[act], actor=actor, at=at, subject=("foreign_law.Concept", str(concept.pk)),
        chain=f"concept:{concept.pk}", facts={"concept": concept.slug, "version": concept.version},
    )  # fmt: skip
    return change


def _sound(term: dict[str, str]) -> dict[str, str]:
    """The term as a row.

    :raises ValidationError: with the field at fault.
    """
    entered = rules.row(**term)
    sentences = {
        "text": _("Enter the term. Only where a jurisdiction has no equivalent may it be empty."),
        "source": _("An official term names the text in which it stands."),
    }
    fault = rules.fault(entered)
    if fault:
        raise ValidationError({fault: sentences[fault]})
    return entered


def _without(state: State, entered: dict[str, str]) -> State:
    """The state, which must not have the term yet."""
    if any(rules.place_of(one) == rules.place_of(entered) for one in state):
        raise ValidationError({"text": _("The concept has this term already.")})
    return state
