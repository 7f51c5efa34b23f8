"""Everything that an installation can set, read from the environment; see docs/developers/reference.md."""

import os
import sys
from pathlib import Path

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from raakvlak.project.keys import fingerprint_key, key_ring, secret_key
from raakvlak.project.work_account import policy_in, provider_in
from raakvlak.web import logs
from raakvlak.web.smtp import SMTP_BACKEND, smtp_settings

django_stubs_ext.monkeypatch()  # lets fields and querysets name their types

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
IN_TESTS = "pytest" in sys.modules


def is_on(name: str, *, default: bool = False) -> bool:
    """Read a yes/no setting."""
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "ja"}


DATA = Path(os.environ.get("RAAKVLAK_DATA", ROOT / "data"))
DEBUG = is_on("RAAKVLAK_DEBUG")
DEMO = is_on("RAAKVLAK_DEMO")
HTTPS = is_on("RAAKVLAK_HTTPS", default=not (DEMO or DEBUG or IN_TESTS))
SECRET_KEY = secret_key(DATA, in_tests=IN_TESTS)
RAAKVLAK_KEYS = key_ring(DATA, in_tests=IN_TESTS)
RAAKVLAK_FINGERPRINT_KEY = fingerprint_key(DATA, in_tests=IN_TESTS)
RAAKVLAK_BACKUP_KEY = os.environ.get("RAAKVLAK_BACKUP_KEY", "").replace(",", " ").split()
ALLOWED_HOSTS = os.environ.get("RAAKVLAK_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
RAAKVLAK_MAP_BACKGROUND = is_on("RAAKVLAK_MAP_BACKGROUND")
RAAKVLAK_RANKING = os.environ.get("RAAKVLAK_RANKING", "")
RAAKVLAK_SECURITY_CONTACT = os.environ.get("RAAKVLAK_SECURITY_CONTACT", "mailto:security@raakvlak.example")

INSTALLED_APPS = [
    "raakvlak.project",
    "raakvlak.demo",
    "raakvlak.desk",
    "raakvlak.exchange",
    "raakvlak.overview",
    "raakvlak.privacy",
    "raakvlak.alignment",
    "raakvlak.resolutions",
    "raakvlak.support",
    "raakvlak.situations",
    "raakvlak.relations",
    "raakvlak.municipality",
    "raakvlak.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "simple_history",
    "template_partials",
]

MIDDLEWARE = [
    "raakvlak.web.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages too travel light; the CSRF token is masked anew in each answer
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "raakvlak.web.middleware.PrivateResponses",
    "raakvlak.municipality.middleware.MemberMiddleware",
    "raakvlak.municipality.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "raakvlak.project.urls"
WSGI_APPLICATION = "raakvlak.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "raakvlak.project.frame.frame",
            ],
            "builtins": ["raakvlak.web.templatetags.icons"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'raakvlak.sqlite3'}", conn_max_age=60, conn_health_checks=True
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "raakvlak.web.sqlite"  # who writes waits in a row
    # Tests in memory: pytest, which does not know this engine, writes its process behind this, and SQLite passes it by.
    DATABASES["default"]["TEST"] = {"NAME": "file:tests?mode=memory&cache=shared&process="}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
elif is_on("RAAKVLAK_PREPARES", default=True):
    # What is asked again and again is planned once: a page asks some twenty questions, and each costs more to plan
    # than to answer. A pooler between us and PostgreSQL may not know of it: then it is switched off.
    DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=3)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "municipality.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "raakvlak.municipality.passwords.SimilarityValidator"},
    {"NAME": "raakvlak.municipality.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "raakvlak.municipality.passwords.CommonValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:today"
ACCOUNT_ADAPTER = "raakvlak.municipality.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "raakvlak.project.door.LoginForm",
    "change_password": "raakvlak.project.door.ChangePasswordForm",
    "set_password": "raakvlak.project.door.SetPasswordForm",
    "reset_password_from_key": "raakvlak.project.door.ResetPasswordKeyForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
RAAKVLAK_OIDC = None if IN_TESTS else provider_in(os.environ)
RAAKVLAK_OIDC_POLICY = policy_in({} if IN_TESTS else os.environ, is_only=is_on("RAAKVLAK_OIDC_ONLY"))
MFA_FORMS = {
    "activate_totp": "raakvlak.project.door.ActivateTOTPForm",
    "authenticate": "raakvlak.project.door.AuthenticateForm",
    "reauthenticate": "raakvlak.project.door.ReauthenticateForm",
    "add_webauthn": "raakvlak.project.door.AddWebAuthnForm",
    "edit_webauthn": "raakvlak.project.door.EditWebAuthnForm",
}
MFA_ADAPTER = "raakvlak.municipality.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a member came in through an invitation by mail
MFA_TOTP_TOLERANCE = 1  # a code of the half minute before or after is good too: clocks differ, and typing takes time
MFA_TOTP_ISSUER = "Raakvlak"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IN_TESTS or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = IN_TESTS or DEBUG  # straight from the source, nothing is collected
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "raakvlak.web.uploads.LimitedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_NAME = "raakvlak_session"
CSRF_COOKIE_NAME = "raakvlak_csrf"
CSRF_FAILURE_VIEW = "raakvlak.project.errors.csrf_failed"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_on("RAAKVLAK_BEHIND_PROXY") else None
RAAKVLAK_PROXIES = 1 if SECURE_PROXY_SSL_HEADER else 0
SECURE_REDIRECT_EXEMPT = [r"^_healthz/"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

SIMPLE_HISTORY_REVERT_DISABLED = True
EMAIL_BACKEND = "raakvlak.web.mail.LaterBackend"  # no request waits for a mail server; a job uses the true way out
RAAKVLAK_MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if smtp_url := os.environ.get("RAAKVLAK_SMTP_URL"):
    RAAKVLAK_MAIL_BACKEND = SMTP_BACKEND
    globals().update(smtp_settings(smtp_url))
DEFAULT_FROM_EMAIL = os.environ.get("RAAKVLAK_MAIL_FROM", "Raakvlak <raakvlak@localhost>")

logs.configure()
LOGGING = logs.logging_settings(is_for_people=DEBUG or DEMO)
