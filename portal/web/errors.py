"""Error pages in four languages: what happened, what was kept, what to do."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from i18n import languages


def page(
    request: HttpRequest, status: int, title: str, happened: str, kept: str, advice: str
) -> HttpResponse:
    """Render one error page, or its JSON form for the API."""
    if request.path.startswith("/api/"):
        return JsonResponse({"error": title, "detail": happened, "advice": advice}, status=status)
    words = {"status": status, "title": title, "happened": happened, "kept": kept, "advice": advice}
    return render(request, "errors/error.html", words, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, exception)
    return page(
        request, 400, _("The request could not be read"),
        _("Your browser sent something that the portal does not understand."),
        _("Nothing was changed."),
        _("Go back, reload the page and try again."),
    )  # fmt: skip


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request, 403, _("This step is not open to you"),
        _("The account you use may not take this step."),
        _("Nothing was changed."),
        _("Sign in with the account that holds the office, or ask the court's contact person."),
    )  # fmt: skip


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request, 403, _("The form has expired"),
        _("The page was open for too long, or your browser blocks cookies."),
        _("Nothing was sent. What you typed in forms with drafts was saved."),
        _("Go back, reload the page and send the form again."),
    )  # fmt: skip


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request, 404, _("There is no such page"),
        _("The address is wrong, or the record is not open to the account you use."),
        _("Nothing was changed."),
        _("Check the address, sign in, or begin from the home page."),
    )  # fmt: skip


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request, 413, _("The file is too large"),
        _("What you sent is larger than the portal accepts."),
        _("Nothing was stored."),
        _("Reduce the file, or split it, and send it again."),
    )  # fmt: skip


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = page(
        request, 429, _("Too many attempts"),
        _("There were too many requests from you in a short time."),
        _("Nothing was changed."),
        _("Wait a few minutes and try again."),
    )  # fmt: skip
    response["Retry-After"] = "300"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a fault; a bare one where even its furniture (session, account) cannot be read."""
    words = (
        _("Something went wrong on our side"),
        _("The portal could not finish what you asked for. The fault was recorded."),
        _("Nothing half-written was kept."),
        _("Try again in a few minutes; if it happens again, tell the court's contact person."),
    )
    try:
        return page(request, 500, *words)
    except Exception:  # the database may be what failed: the bare page asks it nothing
        return HttpResponse(render_to_string("errors/bare.html", _bare(words)), status=500)


def _bare(words: tuple[str, str, str, str]) -> dict[str, object]:
    code = get_language() or languages.DEFAULT
    tag = languages.html_lang(code if code in languages.CODES else languages.DEFAULT)
    return {"tag": tag, "title": words[0], "sentences": words[1:]}
