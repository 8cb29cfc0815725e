"""What holds everywhere; dev, test and production only add to it."""

from __future__ import annotations

from i18n import languages
from portal.settings import databases
from portal.settings.environment import DEMONSTRATION_KEY, ROOT, flag, names, number, read, seal, var_folder

BASE_DIR = ROOT
PORTAL_VAR = var_folder()
PORTAL_VAR.mkdir(parents=True, exist_ok=True)
PORTAL_BASE_URL = read("PORTAL_BASE_URL").rstrip("/")
PORTAL_CORPORA = read("PORTAL_CORPORA")
PORTAL_DEMONSTRATION = flag("PORTAL_DEMONSTRATION")
PORTAL_IDENTITY_ADAPTER = read("PORTAL_IDENTITY_ADAPTER")
PORTAL_ALLOW_SIMULATED = names("PORTAL_ALLOW_SIMULATED")
PORTAL_RECOVERY_WAITING_DAYS = int(read("PORTAL_RECOVERY_WAITING_DAYS"))
PORTAL_IDLE_MINUTES = int(read("PORTAL_IDLE_MINUTES"))
PORTAL_KEYRING = read("PORTAL_KEYRING")
PORTAL_INDEX_KEY = read("PORTAL_INDEX_KEY")
PORTAL_LOG_KEY = read("PORTAL_LOG_KEY")
PORTAL_SEAL = seal()
PORTAL_STAMP_PENDING_SECONDS = number("PORTAL_STAMP_PENDING_SECONDS")
PORTAL_TURN_URLS = names("PORTAL_TURN_URLS")
PORTAL_TURN_SECRET = read("PORTAL_TURN_SECRET")
PORTAL_CREDENTIAL_KEYS = names("PORTAL_CREDENTIAL_KEYS")
ELASTICSEARCH_URL = read("ELASTICSEARCH_URL")
LAW_FETCH_HK_URL = read("LAW_FETCH_HK_URL")
LAW_FIGURES_SECONDS = number("LAW_FIGURES_SECONDS")
ELASTICSEARCH_PREFIX = read("ELASTICSEARCH_PREFIX")
SEARCH_KEEP_EMBEDDED = flag("SEARCH_KEEP_EMBEDDED")
ASCERTAINMENT_ROUTES_BEFORE_UNASCERTAINABLE = number("ASCERTAINMENT_ROUTES_BEFORE_UNASCERTAINABLE")
PORTAL_TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = number("PORTAL_TRUSTED_PROXIES")

SECRET_KEY = read("PORTAL_SECRET_KEY") or DEMONSTRATION_KEY
DEBUG = False
ALLOWED_HOSTS: list[str] = names("PORTAL_HOSTS")

MODULES = ["foreign_law", "mediation_registry", "service_of_process"]
ROOMS = [
    "portal.web", "portal.numbering", "portal.seals", "portal.search", "portal.calendars", "portal.audit",
    "portal.exhibits", "portal.drafts", "portal.documents", "portal.notices", "portal.evidence", "portal.identity",
    "portal.cases", "portal.rooms", "portal.verification", "portal.api", "portal.operations", "portal.desk",
    "portal.pages", "portal.power_of_attorney",
]  # fmt: skip
INSTALLED_APPS = [
    "modeltranslation",
    "i18n",
    *ROOMS,
    *MODULES,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "ninja",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.middleware.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.web.middleware.LanguageMiddleware",
    "portal.web.middleware.RequestSizeMiddleware",
    "portal.web.middleware.NoNulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.identity.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.drafts.middleware.SentOnceMiddleware",
]

ROOT_URLCONF = "portal.urls"
ASGI_APPLICATION = "portal.asgi.application"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.web.context.page_furniture",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

DATABASES = {"default": databases.database(read("DATABASE_URL"), PORTAL_VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

REDIS_URL = read("REDIS_URL")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    }

# Languages
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"  # 21 November 2026: Mainland, Hong Kong and Macao all keep UTC+8
LANGUAGE_CODE = languages.DEFAULT
LANGUAGES = languages.LANGUAGES
MODELTRANSLATION_DEFAULT_LANGUAGE = languages.DEFAULT
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": (),
    **languages.FALLBACKS,
}
WAGTAIL_CONTENT_LANGUAGES = languages.LANGUAGES
FORMAT_MODULE_PATH = ["i18n.formats"]
LOCALE_PATHS = [ROOT / "i18n" / "locale" / "portal", ROOT / "i18n" / "locale" / "wagtail"]
LANGUAGE_COOKIE_NAME = "portal_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Static files; nothing is uploaded to MEDIA by the public, exhibits have a store of their own
STATIC_URL = "/static/"
STATIC_ROOT = PORTAL_VAR / "static"
STATICFILES_DIRS = [("portal", ROOT / "portal" / "static" / "portal")]
MEDIA_ROOT = PORTAL_VAR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
EXHIBIT_MAX_BYTES = 50 * 1024 * 1024
CLAMD = read("PORTAL_CLAMD")
REQUEST_MAX_BYTES = EXHIBIT_MAX_BYTES + 10 * 1024 * 1024

# Mail
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("EMAIL_FROM")
globals().update(databases.mail(read("EMAIL_URL"), PORTAL_VAR))

# Jobs
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    _broker = PORTAL_VAR / "broker"
    for _part in ("messages", "control", "processed"):
        (_broker / _part).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "messages"),
        "data_folder_out": str(_broker / "messages"),
        "control_folder": str(_broker / "control"),
        "processed_folder": str(_broker / "processed"),
        "store_processed": False,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_ALWAYS_EAGER = flag("PORTAL_EAGER_JOBS")
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(PORTAL_VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "deliver notices": {"task": "portal.notices.tasks.deliver_waiting", "schedule": 20.0},
    "sign the head of the log": {"task": "portal.audit.tasks.sign_head", "schedule": 3600.0},
    "index what changed": {"task": "foreign_law.tasks.index_waiting", "schedule": 30.0},
    "tell followers of the law": {"task": "foreign_law.tasks.tell_followers", "schedule": 300.0},
    "make files for everybody": {"task": "foreign_law.tasks.make_downloads", "schedule": 604800.0},
    "index the register": {"task": "mediation_registry.tasks.index_register", "schedule": 30.0},
    "rebuild the register's index": {
        "task": "mediation_registry.tasks.rebuild_register_index",
        "schedule": 86400.0,
    },
    "fetch the law": {"task": "foreign_law.tasks.collecting.fetch_weekly", "schedule": 604800.0},
    "beat of the clock": {"task": "portal.operations.tasks.record_heartbeat", "schedule": 60.0},
    "watch confirmations": {
        "task": "mediation_registry.tasks.outcome.watch_confirmations",
        "schedule": 3600.0,
    },
    "ask for feedback": {"task": "mediation_registry.tasks.outcome.ask_for_feedback", "schedule": 86400.0},
    "alarms of mediations": {"task": "mediation_registry.tasks.mediation_alarms", "schedule": 3600.0},
    "remind of terms": {"task": "mediation_registry.tasks.training.remind", "schedule": 86400.0},
    "seal what waits": {"task": "mediation_registry.tasks.certificates.seal_waiting", "schedule": 60.0},
    "stamp what waits": {"task": "power_of_attorney.tasks.stamp_waiting", "schedule": 300.0},
    "copy recordings": {"task": "portal.rooms.tasks.copy_waiting", "schedule": 300.0},
    "remind of witnessing": {
        "task": "portal.power_of_attorney.tasks.remind_of_sessions",
        "schedule": 600.0,
    },
    "watch corrections": {"task": "portal.power_of_attorney.tasks.watch_cures", "schedule": 86400.0},
    "end powers": {"task": "portal.power_of_attorney.tasks.end_powers", "schedule": 3600.0},
    "build packages cut off": {"task": "portal.evidence.tasks.build_waiting", "schedule": 900.0},
    "stamp packages": {"task": "portal.evidence.tasks.stamp_waiting", "schedule": 300.0},
    "forget old drafts": {"task": "portal.drafts.tasks.forget_old", "schedule": 86400.0},
    "look at service clocks": {"task": "service_of_process.tasks.evaluate_clocks", "schedule": 86400.0},
    "settle electronic service": {"task": "service_of_process.tasks.settle_sendings", "schedule": 300.0},
    "call webhooks of service": {"task": "service_of_process.tasks.call_webhooks", "schedule": 60.0},
}

# Sessions and cookies
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.web.errors.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

from portal.settings.furniture import *  # noqa: E402, F403
