"""Settings of the test run: a state folder of its own, jobs at once, mail in memory.

An SQLite database is a file here as anywhere else. In memory, every thread of a browser's test would speak through one
connection: two requests at once stumble over each other there, which no portal in use does.
"""

import atexit
import os
import shutil
import tempfile

if "PORTAL_VAR" not in os.environ:  # never the state of a portal that runs here
    os.environ["PORTAL_VAR"] = tempfile.mkdtemp(prefix="portal-test-")

    def _remove(folder: str = os.environ["PORTAL_VAR"], owner: int = os.getpid()) -> None:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(_remove)

from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATABASES, PORTAL_VAR, STORAGES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(PORTAL_VAR / "test.sqlite3")}
    # no test outlives its machine
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

PORTAL_DEMONSTRATION = True
ALLOWED_HOSTS = ["*"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PORTAL_ALLOW_SIMULATED = ["simulated-national-platform"]
ELASTICSEARCH_URL = (
    ""  # a test that wants a cluster takes a corner of its own in it (tests/support/search_cluster.py)
)
SEARCH_KEEP_EMBEDDED = False
LAW_FIGURES_SECONDS = 0  # a test counts what it made; one that looks at keeping says so
