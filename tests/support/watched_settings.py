"""The newcomer's settings with a kind of room whose recordings can be watched, and scripts fresh from the source."""

from portal.settings.dev import *  # noqa: F403
from portal.settings.dev import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.support.watched_app.WatchedRoomConfig"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
