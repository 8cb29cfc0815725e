"""Addresses of a mediator's or organisation's own pages under /{language}/mediators/me/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mediation_registry.views import own, own_members, own_publication

urlpatterns: list[URLPattern] = [
    path("me/", own.me, name="me"),
    path("me/names/", own.names, name="names"),
    path("me/profile/", own.edit_profile, name="edit_profile"),
    path("me/languages/", own.languages, name="languages"),
    path("me/practice/", own.practice, name="practice"),
    path("me/practice/add/", own.add_claim, name="add_claim"),
    path("me/practice/<uuid:claim_id>/evidence/", own.claim_evidence, name="claim_evidence"),
    path("me/practice/<uuid:claim_id>/file/", own.claim_file, name="claim_file"),
    path("me/practice/<uuid:claim_id>/withdraw/", own.withdraw_claim, name="withdraw_claim"),
    path("me/publication/", own_publication.consent, name="consent"),
    path("me/calendar/", own_publication.unavailable, name="unavailable"),
    path("me/calendar/address/", own_publication.renew_calendar, name="renew_calendar"),
    path("me/calendar/address/close/", own_publication.close_calendar, name="close_calendar"),
    path(
        "me/calendar/<uuid:period_id>/withdraw/",
        own_publication.withdraw_unavailable,
        name="withdraw_unavailable",
    ),
    path(
        "me/listings/<uuid:listing_id>/withdraw/", own_publication.withdraw_listing, name="withdraw_listing"
    ),
    path("me/organisations/", own_members.organisations, name="organisations"),
    path("me/members/", own_members.members, name="members"),
    path("me/members/<uuid:membership_id>/confirm/", own_members.confirm, name="confirm_membership"),
    path("me/members/<uuid:membership_id>/decline/", own_members.decline, name="decline_membership"),
    path("me/members/<uuid:membership_id>/end/", own_members.end, name="end_membership"),
    path("me/establishment/", own_members.establishment, name="establishment"),
    path("calendar/<str:secret>.ics", own_publication.feed, name="calendar"),
]
