"""The desk's settings: safe by default, and changed by a few environment variables only.

Reads `KEHU_HOME` (the engine's home folder), `KEHU_DATABASE_URL` (SQLite in the home if left out), `KEHU_HOSTS` (names
under which the desk is reached), `KEHU_SECRET_KEY` (a file in the home if left out), `KEHU_SECOND_FACTOR` ("required"
where nobody may work without one), `KEHU_BEHIND_PROXY` ("yes" where a proxy speaks HTTPS for the desk) and
`KEHU_PLAIN_HTTP` ("yes" only on a machine of one's own). Everything else is fixed here, so that two desks differ in
nothing that one cannot see; `docs/security.md` says what each choice is for.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from kehu_desk.secret import secret_key

PACKAGE = Path(__file__).parent
KEHU_HOME = Path(os.environ.get("KEHU_HOME", ".")).resolve()
DESK_FOLDER = KEHU_HOME / "desk"
IS_PLAIN = os.environ.get("KEHU_PLAIN_HTTP") == "yes"
IS_BEHIND_PROXY = os.environ.get("KEHU_BEHIND_PROXY") == "yes"

SECRET_KEY = os.environ.get("KEHU_SECRET_KEY") or secret_key(DESK_FOLDER)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("KEHU_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

INSTALLED_APPS = [
    "kehu_desk.ui",
    "kehu_desk.access",
    "kehu_desk.audit",
    "kehu_desk.published",
    "kehu_desk.portfolio",
    "kehu_desk.customers",
    "kehu_desk.segments",
    "kehu_desk.matching",
    "kehu_desk.renewals",
    "kehu_desk.service",
    "kehu_desk.markets",
    "kehu_desk.effects",
    "kehu_desk.modelling",
    "kehu_desk.runs",
    "kehu_desk.administration",  # first, so that their templates go before those of libraries
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kehu_desk.access.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kehu_desk.access.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kehu_desk.access.duties.DutiesMiddleware",
    "kehu_desk.published.current.CurrentRunMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kehu_desk.urls"
WSGI_APPLICATION = "kehu_desk.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kehu_desk.ui.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "kehu_desk.ui.templatetags.ui"],
        },
    }
]

SQLITE = f"sqlite:///{DESK_FOLDER / 'desk.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(os.environ.get("KEHU_DATABASE_URL", SQLITE), conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 120,
        "transaction_mode": "IMMEDIATE",  # a writer waits for its turn at the start, and never fails in the middle
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=1073741824; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "kehu_desk.access.signing_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kehu_desk.access.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
IS_SECOND_FACTOR_REQUIRED = os.environ.get("KEHU_SECOND_FACTOR") == "required"

ACCOUNT_ADAPTER = "kehu_desk.access.signing_in.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# People of a branch often share one address, so the limits by address are wide; those by user name are not.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,60/h/key"}
ACCOUNT_FORMS = {
    "login": "kehu_desk.access.forms.SignInForm",
    "change_password": "kehu_desk.access.forms.ChangePasswordForm",
    "reauthenticate": "kehu_desk.access.forms.ReauthenticateForm",
}
MFA_ADAPTER = "kehu_desk.access.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "kehu_desk.access.forms.SecondFactorForm",
    "reauthenticate": "kehu_desk.access.forms.SecondFactorAgainForm",
    "activate_totp": "kehu_desk.access.forms.SwitchOnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Kehu"
MFA_TOTP_TOLERANCE = 1
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_BEHIND_PROXY else 0

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "kehu_desk.access.lockout.username_of"
AXES_CLIENT_IP_CALLABLE = "kehu_desk.access.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "kehu_desk.access.lockout.locked_out"

# Attempts are counted in the database, so that all processes count together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_attempts"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = os.environ.get("KEHU_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DESK_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WHITENOISE_ALLOW_ALL_ORIGINS = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SECURE_SSL_REDIRECT = not IS_PLAIN
SECURE_HSTS_SECONDS = 0 if IS_PLAIN else 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_PLAIN
SECURE_HSTS_PRELOAD = not IS_PLAIN
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PREFIX = "" if IS_PLAIN else "__Host-"  # a browser takes such a cookie over HTTPS only, and for this host alone
SESSION_COOKIE_NAME = f"{PREFIX}kehu_session"
SESSION_COOKIE_SECURE = not IS_PLAIN
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{PREFIX}kehu_csrf"
CSRF_COOKIE_SECURE = not IS_PLAIN
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = f"{PREFIX}kehu_language"
LANGUAGE_COOKIE_SECURE = not IS_PLAIN
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Errors are written to the terminal or the service's journal, with their trace; never by mail.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nothing": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},  # in place of Django's own, which sends mail
        "django.security.DisallowedHost": {"handlers": ["nothing"], "propagate": False},  # anybody can provoke it
    },
}
