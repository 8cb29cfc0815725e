"""Registrations of one area: materials, showing in court, positions, findings relied on, changes of cited law."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """Scopes of exhibits, words of the acts, notices, the form that keeps drafts, the listener of the library."""
    from foreign_law.actions.ascertainment.alerts import flag_changed
    from foreign_law.actions.events import LISTENERS
    from foreign_law.queries.ascertainment.materials import reaches_material, reaches_said
    from foreign_law.queries.ascertainment.scopes import reaches_choice, reaches_own, reaches_request
    from portal.drafts.registry import register_form
    from portal.exhibits.scopes import register_scope

    register_scope("ascertainment", reaches_request)
    register_scope("ascertainment-own", reaches_own)
    register_scope("ascertainment-choice", reaches_choice)
    register_scope("ascertainment-material", reaches_material)
    register_scope("ascertainment-said", reaches_said)
    _say_words()
    register_form(
        "law.material", label=_("Material on foreign law"),
        address=lambda reference: reverse("law:ascertainment_material_new", args=[reference]),
    )  # fmt: skip
    register_form(
        "law.opinion", label=_("Legal opinion on foreign law"),
        address=lambda key: reverse("law:ascertainment_material_for", args=key.rsplit("~", 1)),
    )  # fmt: skip
    register_form(
        "law.positions", label=_("Positions on foreign law"),
        address=lambda reference: reverse("law:ascertainment_positions", args=[reference]),
    )  # fmt: skip
    if flag_changed not in LISTENERS:
        LISTENERS.append(flag_changed)


def _say_words() -> None:
    """The acts in the log, and what people are told of them."""
    from foreign_law.apps import hearing_words as words
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kinds

    register_acts("foreign_law", words.ACT_WORDS)
    register_kinds("foreign_law", words.NOTICE_WORDS, prepare=words.prepare)
