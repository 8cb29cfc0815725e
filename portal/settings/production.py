"""Production: starts only when everything that protects people is in place, and says why when it is not."""

import os

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import flag, number, problems_in_production

_problems = problems_in_production(os.environ)
if _problems:
    raise ImproperlyConfigured("The portal refuses to start:\n  - " + "\n  - ".join(_problems))

from portal.settings.base import *  # noqa: E402, F403

DEBUG = False
PORTAL_TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = number("PORTAL_TRUSTED_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PORTAL_TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = flag(
    "PORTAL_SECURE_COOKIES", default=True
)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
SECURE_REDIRECT_EXEMPT = [r"^(?:healthz|readyz|metrics)$"]  # asked from inside, without TLS
if SESSION_COOKIE_SECURE:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
CSRF_TRUSTED_ORIGINS = [PORTAL_BASE_URL]  # noqa: F405
