"""Live rooms."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "portal.rooms"
    label = "rooms"
