"""One public door for checking whether a document is genuine."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.verification.forms import NumberForm
from portal.verification.registry import Answer, kind_of, kinds
from portal.web.errors import too_many
from portal.web.limits import within_limit

ATTEMPTS = 30
WINDOW = 300  # seconds


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, number: str = "") -> HttpResponse:
    """Ask and answer. A number in the address fills the form; access codes come by POST and are never logged."""
    today = timezone.localdate()
    given = request.POST if request.method == "POST" else None
    form = NumberForm(given, initial={"number": number, "on": today})
    answer: Answer | None = None
    asked = request.method == "POST" or bool(number)
    if asked and not within_limit(request, "verify", attempts=ATTEMPTS, seconds=WINDOW, at=timezone.now()):
        return too_many(request)
    if request.method == "GET" and number:
        if _wants_code(number):  # the address fills in the number; the code comes from the paper, by POST
            asked, form = False, NumberForm(initial={"number": number, "on": request.GET.get("on") or today})
        else:
            form = NumberForm({"number": number, "on": request.GET.get("on") or today})
    status = 200
    if asked and form.is_valid():
        answer = _answer(form)
    elif asked:
        status = 422
    context = {"form": form, "answer": answer, "kinds": kinds.values(), "asked": asked and form.is_valid()}
    response = render(request, "verification/verify.html", context, status=status)
    if asked or number:
        response["X-Robots-Tag"] = "noindex"
        response["Cache-Control"] = "no-store"
    return response


def _wants_code(number: str) -> bool:
    """Whether numbers of this kind are answered for only with the code that stands on the paper."""
    kind = kind_of(number.upper().replace(" ", ""))
    return kind is not None and kind.wants_code


def _answer(form: NumberForm) -> Answer | None:
    """The answer of the module that owns the number's prefix; None when no kind bears it."""
    number, on, code = (form.cleaned_data[name] for name in ("number", "on", "code"))
    kind = kind_of(number)
    return kind.answer(number, on, code) if kind else None
