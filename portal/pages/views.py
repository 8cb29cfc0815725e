"""The one search of the home page: a number goes to the check, everything else to the library."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from portal.pages.registry import cards
from portal.verification.registry import kind_of

LONGEST = 500


def find(request: HttpRequest) -> HttpResponse:
    """Send what was typed to the door that knows it."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    if text and kind_of(text.upper()):
        return redirect("verification:number", number=text.upper())
    for card in sorted(cards.values(), key=lambda card: card.order):
        if card.takes_query:
            try:
                address = reverse(card.url_name)
            except NoReverseMatch:
                continue
            return redirect(f"{address}?{urlencode({'q': text})}" if text else address)
    return redirect("verification:verify")
