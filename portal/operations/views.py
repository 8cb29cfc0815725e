"""Doors of operations: health, readiness, metrics, the public status page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from portal.operations import probes, queries


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing is asked."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Every part is asked; 503 when an essential one fails. Errors are named by class, never quoted."""
    findings = probes.asked_lately()
    ready = all(finding.well for finding in findings if finding.essential)
    parts = {finding.code: "ok" if finding.well else finding.error for finding in findings}
    return JsonResponse(
        {"status": "ok" if ready else "unavailable", "parts": parts}, status=200 if ready else 503
    )


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text format: up and milliseconds of every part."""
    registry = CollectorRegistry()
    up = Gauge("portal_part_up", "1 when the part answers", ["part"], registry=registry)
    milliseconds = Gauge(
        "portal_part_milliseconds", "time the part took to answer", ["part"], registry=registry
    )
    for finding in probes.asked_lately():
        up.labels(finding.code).set(1 if finding.well else 0)
        milliseconds.labels(finding.code).set(finding.milliseconds)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def status(request: HttpRequest) -> HttpResponse:
    """The public page: each part now and over 90 days, in words and numbers."""
    findings = probes.asked_lately()
    now_well = {finding.code: finding.well for finding in findings}
    at = timezone.now()
    context = {
        "parts": queries.parts(timezone.localdate(at), now_well),
        "all_well": all(now_well.values()),
        "since": queries.first_day(),
        "at": at,
        "window": queries.WINDOW,
    }
    return render(request, "operations/status.html", context)
