"""Addresses under /{language}/mediations/: the record, the settlement, its confirmation or judgment, feedback."""

from __future__ import annotations

from django.urls import URLPattern, path

from mediation_registry.views import confirmations, feedback, records, settlements

M = "<uuid:mediation_id>/"

urlpatterns: list[URLPattern] = [
    path("feedback/<str:token>/", feedback.feedback, name="feedback"),
    path(f"{M}record/", records.record, name="record"),
    path(f"{M}record/item/", records.enter_item, name="record_item"),
    path(f"{M}record/item/<uuid:item_id>/strike/", records.strike_item, name="record_strike"),
    path(f"{M}record/put/", records.put, name="record_put"),
    path(f"{M}record/reopen/", records.reopen, name="record_reopen"),
    path(f"{M}record/address/<uuid:party_id>/", records.address, name="record_address"),
    path(f"{M}record/sign/", records.sign, name="record_sign"),
    path(f"{M}notes/", records.notes, name="notes"),
    path(f"{M}settlement/", settlements.settlement, name="settlement"),
    path(f"{M}settlement/write/", settlements.write, name="settlement_write"),
    path(f"{M}settlement/on-paper/", settlements.on_paper, name="settlement_on_paper"),
    path(f"{M}settlement/sign/", settlements.sign, name="settlement_sign"),
    path(f"{M}settlement/refuse/", settlements.refuse, name="settlement_refuse"),
    path(f"{M}settlement/take-back/", settlements.take_back, name="settlement_take_back"),
    path(f"{M}settlement/sealed-copy/", settlements.sealed_copy, name="settlement_sealed_copy"),
    path(f"{M}settlement/document/<uuid:exhibit_id>/", settlements.document, name="settlement_document"),
    path(f"{M}judgment/", settlements.judgment, name="judgment"),
    path(f"{M}confirmation/", confirmations.confirmation, name="confirmation"),
    path(f"{M}confirmation/prepare/", confirmations.prepare, name="confirmation_prepare"),
    path(f"{M}confirmation/join/", confirmations.join, name="confirmation_join"),
    path(f"{M}confirmation/paper/", confirmations.paper, name="confirmation_paper"),
    path(f"{M}confirmation/file/", confirmations.file, name="confirmation_file"),
    path(f"{M}confirmation/withdraw/", confirmations.withdraw, name="confirmation_withdraw"),
    path(f"{M}confirmation/object/", confirmations.object_to, name="confirmation_object"),
    path(
        f"{M}confirmation/document/<uuid:exhibit_id>/", confirmations.document, name="confirmation_document"
    ),
]
