"""The newcomer's settings with a trial kind of room and its page."""

from portal.settings.dev import *  # noqa: F403
from portal.settings.dev import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.support.trial_app.TrialRoomConfig"]
ROOT_URLCONF = "tests.support.trial_urls"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
