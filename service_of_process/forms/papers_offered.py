"""The buttons of papers and packages."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.actions import exchange, papers
from service_of_process.forms import papers as forms
from service_of_process.forms.acts import ActForm, simple
from service_of_process.models import ExchangePackage, Leg, ServiceMatter
from service_of_process.queries.papers import forms_possible
from service_of_process.rules import lifecycle
from service_of_process.rules.papers import DOSSIER


def make_of_leg(
    *, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, form: str, language: str,
    second_language: str,
) -> str:  # fmt: skip
    """A paper about a leg, made; its name as the message of success."""
    assert leg is not None  # the desk offers this button on a leg only
    made = papers.make_paper(
        actor=actor, at=at, matter_id=matter.pk, leg_id=leg.pk, form=form, language=language,
        second_language=second_language,
    )  # fmt: skip
    return _now("%(paper)s was made and sealed.") % {"paper": made.get_form_display()}


def make_dossier(
    *, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, language: str, second_language: str
) -> str:
    """The whole matter as one document."""
    made = papers.make_paper(
        actor=actor,
        at=at,
        matter_id=matter.pk,
        form=DOSSIER,
        language=language,
        second_language=second_language,
    )
    return _now("%(paper)s was made and sealed.") % {"paper": made.get_form_display()}


def take_in(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, upload: object) -> str:
    """What the seal of the package came to, told at once."""
    package = exchange.import_package(actor=actor, at=at, matter_id=matter.pk, upload=upload)
    return told_seal(package)


def told_seal(package: ExchangePackage) -> str:
    """Whether the seal could be trusted, in words."""
    if not package.is_signature_good:
        return _now(
            "The package was taken in. Its seal cannot be trusted here: ask the other court to confirm it."
        )
    if package.is_simulated:
        return _now("The package was taken in. SIMULATED: its seal certifies nothing.")
    return _now("The package was taken in; its seal is genuine.")


def _has_paper(matter: ServiceMatter, leg: Leg | None) -> bool:
    return leg is not None and bool(forms_possible(leg))


def _begun(matter: ServiceMatter, leg: Leg | None) -> bool:
    return matter.state != lifecycle.DRAFT


OFFERED: tuple[ActForm, ...] = (
    ActForm("paper_made", _("Make a paper"), forms.PaperForm, make_of_leg, on_leg=True, shown=_has_paper),
    ActForm("paper_made", _("Matter as one document"), forms.LanguagesForm, make_dossier, shown=_begun),
    ActForm(
        "package_exported", _("Package for another court"), forms.ExportForm, simple(exchange.export_package, on_leg=False),
        shown=_begun,
    ),
    ActForm("package_imported", _("Take in a package"), forms.ImportForm, take_in, shown=_begun),
)  # fmt: skip
