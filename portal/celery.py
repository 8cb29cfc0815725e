"""The job runner: worker and beat; its settings are Django's, prefixed CELERY_."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

from portal.web.file_queue import NAME

TRANSPORT_ALIASES["filesystem"] = NAME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
