"""Back office: the Chinese passages of the process statement, each with its wording in the language beside it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from foreign_law.actions.ascertainment.steps import seen_for
from foreign_law.actions.ascertainment.wordings import ENTERED, enter_wordings
from foreign_law.documents.ascertainment.papers import free_texts
from foreign_law.documents.ascertainment.subject import subject_of
from foreign_law.forms.ascertainment.papers import WordingsForm
from foreign_law.models import Wording
from foreign_law.rules.ascertainment.papers import PROCESS_STATEMENT
from i18n import languages
from portal.cases.views import who
from portal.identity.permissions import may
from portal.web.attempts import attempt

#: The languages that may stand beside the Chinese.
BESIDE = tuple(code for code in languages.CODES if not languages.is_chinese(code))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def wordings(request: HttpRequest, request_id: UUID, language: str) -> HttpResponse:
    """Enter or change them; a passage without a wording stands in Chinese on the paper."""
    actor, at = who(request)
    if language not in BESIDE or not may(actor, ENTERED):
        raise Http404
    row = get_object_or_404(
        seen_for(ENTERED, actor, at).select_related("court", "case__cause"), pk=request_id
    )
    asked = free_texts(PROCESS_STATEMENT, subject_of(row, on=timezone.localdate(at), paper=0), language)
    held = {
        one.part: one for one in Wording.objects.filter(request=row, language=language, superseded_at=None)
    }
    form = WordingsForm(
        request.POST if request.method == "POST" else None, asked=asked, held=held, language=language
    )
    told: list[int] = []

    def enter() -> None:
        told.append(enter_wordings(
            actor=actor, at=at, request_id=row.pk, language=language,
            translator=form.cleaned_data["translator"], entries=form.entries(),
        ))  # fmt: skip

    if request.method == "POST" and attempt(form, enter):
        said = ngettext("%(count)s wording was entered.", "%(count)s wordings were entered.", told[0])
        messages.success(request, said % {"count": told[0]} if told[0] else _("Nothing was changed."))
        return redirect(reverse("ascertainment_desk:inspect", args=[row.pk]))
    words = {
        "form": form, "record": row, "language": languages.get(language), "beside": [languages.get(c) for c in BESIDE],
    }  # fmt: skip
    return render(request, "foreign_law/ascertainment/staff/wordings.html", words)
