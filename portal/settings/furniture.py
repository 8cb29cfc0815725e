"""Settings of the libraries: allauth, Wagtail, the content security policy, logging."""

from __future__ import annotations

from i18n import languages
from portal.settings.environment import read

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'", "blob:", "mediastream:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
    }
}

# Sign-in
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # whoever finds a session open changes nothing on the account
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_EMAIL_NOTIFICATIONS = True  # password, address or factor changed: the holder is told
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip"}
ACCOUNT_ADAPTER = "portal.identity.account_adapter.AccountAdapter"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mine/"
LOGOUT_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "portal.identity.mfa_adapter.MFAAdapter"  # secrets of second factors are sealed
MFA_TOTP_ISSUER = "Portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

# Wagtail
WAGTAIL_SITE_NAME = "Portal"
WAGTAILADMIN_BASE_URL = read("PORTAL_BASE_URL")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = languages.LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = ["Asia/Hong_Kong", "Asia/Macau", "Asia/Shanghai", "UTC"]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ENABLE_API_V3 = False

NINJA_PAGINATION_PER_PAGE = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"links": {"()": "portal.web.logs.WithoutOneTimeLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": read("PORTAL_LOG_LEVEL")},
    "loggers": {
        **{
            name: {"level": "WARNING"}
            for name in (
                "django_tasks",
                "wagtail",
                "modelsearch",
                "pikepdf",
                "weasyprint.progress",
                "celery.app.trace",
            )
        },
        "kombu.connection": {"level": "ERROR"},  # the folder broker has no host name, and says so each time
        # servers write whole addresses: through our handler, which takes out what opens something by itself
        **{
            name: {"handlers": ["console"], "propagate": False}
            for name in ("django.server", "gunicorn.error", "gunicorn.access")
        },
    },
}
