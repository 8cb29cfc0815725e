"""The evidence packages of a power: order one, see how far it is, take it away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.actors import Actor
from portal.evidence.actions import order_package, read_package
from portal.evidence.models import EvidencePackage
from portal.evidence.texts import INTEGRITY, PROBLEMS, SIMULATED
from portal.exhibits.downloads import attached
from portal.exhibits.inspection import FileRefused
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in
from portal.power_of_attorney.actions.packages import may_have_package
from portal.power_of_attorney.models import PowerOfAttorney
from portal.web.decorators import personal
from portal.web.errors import too_many
from portal.web.limits import counted_in

MEDIA_TYPE = "application/vnd.etsi.asic-e+zip"
PACKAGES_A_DAY = 10


def _power(actor: Actor, power_id: UUID) -> PowerOfAttorney:
    """A power that the actor gives, holds, or keeps for the court. Raises Http404 for everybody else."""
    at = timezone.now()
    rows = PowerOfAttorney.objects.for_user(actor, timezone.localdate(at))
    power = rows.filter(pk=power_id).first()
    if power is None or not may_have_package(actor, power.reference, at):
        raise Http404
    return power


@signed_in
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def packages(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The packages of this power, and the button that orders one."""
    at = timezone.now()
    actor = actor_of(request, at)
    power = _power(actor, power_id)
    refusal = ""
    if request.method == "POST":
        if not counted_in(f"package:{power.pk}", attempts=PACKAGES_A_DAY, seconds=86_400, at=at):
            return too_many(request)  # each holds the whole recording: nobody fills the disk with them
        try:
            order_package(actor=actor, at=at, number=power.reference)
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _("The evidence package was ordered. This page shows how far it is."))
            return redirect("powers:packages", power_id=power.pk)
    rows = list(EvidencePackage.objects.filter(subject=power.chain).order_by("-number"))
    words = {
        "power": power, "rows": [(row, PROBLEMS.get(row.problem, "")) for row in rows], "refusal": refusal,
        "is_waiting": any(row.state == EvidencePackage.State.ORDERED for row in rows), "integrity": INTEGRITY,
        "simulated": SIMULATED,
    }  # fmt: skip
    return render(request, "power_of_attorney/packages.html", words, status=422 if refusal else 200)


@second_factor_required
@personal
@require_safe
def package_file(request: HttpRequest, power_id: UUID, package_id: UUID) -> HttpResponseBase:
    """One built package as a file; the download enters the log."""
    at = timezone.now()
    actor = actor_of(request, at)
    power = _power(actor, power_id)
    if not EvidencePackage.objects.filter(pk=package_id, subject=power.chain).exists():
        raise Http404
    try:
        package, content = read_package(actor=actor, at=at, package_id=package_id)
    except PermissionDenied as error:
        raise Http404 from error
    except FileRefused as error:
        messages.error(request, " ".join(error.messages))
        return redirect("powers:packages", power_id=power.pk)
    name = f"{power.reference}-evidence-{package.number}.asice"
    return attached(content, name, MEDIA_TYPE, size=package.size)
