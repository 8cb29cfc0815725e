"""Settings of the test run: a state folder of its own, one in it for each worker, jobs at once, mail in memory.

An SQLite database is a file here as anywhere else. In memory, every thread of a browser's test would speak through one
connection: two requests at once stumble over each other there, which no portal in use does.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "PORTAL_VAR" not in os.environ:  # never the state of a portal that runs here
    os.environ["PORTAL_VAR"] = tempfile.mkdtemp(prefix="portal-test-")

    def _remove(folder: str = os.environ["PORTAL_VAR"], owner: int = os.getpid()) -> None:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(_remove)

# workers inherit the folder: what one keeps in it (indexes, keys, files) is not the other's to find, replace or empty;
# a portal that a worker starts stays with the folder it was given
if (_worker := os.environ.get("PYTEST_XDIST_WORKER", "")) != os.environ.get("PORTAL_TEST_WORKER", ""):
    os.environ["PORTAL_TEST_WORKER"] = _worker
    os.environ["PORTAL_VAR"] = str(Path(os.environ["PORTAL_VAR"]) / _worker)

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
MFA_TOTP_TOLERANCE = 1  # a code read in the last second of its half minute arrives in the next
PORTAL_ALLOW_SIMULATED = ["simulated-national-platform"]
ELASTICSEARCH_URL = (
    ""  # a test that wants a cluster takes a corner of its own in it (tests/support/search_cluster.py)
)
SEARCH_KEEP_EMBEDDED = False
LAW_FIGURES_SECONDS = 0  # a test counts what it made; one that looks at keeping says so
