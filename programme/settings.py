"""Settings come from the environment, each also as NAME_FILE; .env.example says what each does."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from programme.environment import Environment, hosts, is_local, time_zone
from programme.places import beside, broker, cache, database, ensure_secret_key, mail

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).absolute()
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
LOCAL = is_local(BASE_URL)
if DEMO and not LOCAL:
    raise ImproperlyConfigured("DEMO=1 lets anyone sign in as anyone; it needs a BASE_URL on this machine.")
if not LOCAL:
    env.require("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CELERY_BROKER_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL")

SECRET_KEY = env.str("SECRET_KEY", default="") or ensure_secret_key(VAR_DIR)
ALLOWED_HOSTS = hosts(env.list("ALLOWED_HOSTS", default=[]), local=LOCAL, demo=DEMO)

INSTALLED_APPS = [
    "programme",
    "reminders",
    "challenges",
    "workshops",
    "cohorts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "programme.headers.around",  # these three outermost: a redirect and a static file need them as much as a page
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # a day's editor is 70 kB of HTML, and 10 on the wire
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "programme.entering.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "programme.middleware.edge",
    "programme.middleware.in_words",
    "programme.proof.Proof",
    "programme.limits.Limits",
]

ROOT_URLCONF = "programme.urls"
WSGI_APPLICATION = "programme.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "cohorts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "programme.templatetags.house"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "programme.context.furniture",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": database(env, VAR_DIR)}

# The rate limits of sign-in live in the cache, so every process must share it.
CACHES = {"default": cache(env)}
CACHES["beside"] = beside(CACHES["default"], VAR_DIR)

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
CELERY_BROKER_TRANSPORT_OPTIONS = broker(CELERY_BROKER_URL, VAR_DIR)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ENABLE_UTC = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # its own would leave links and addresses in the log
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # a tick needs no memory, and a file of it breaks when beat is killed

globals().update(mail(env, VAR_DIR))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Programme office <office@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
BOUNCE_TOKEN = env.str("BOUNCE_TOKEN", default="")  # of whoever hands over mails that came back; empty: nobody
EMAIL_TIMEOUT = 30  # seconds; shorter than the lease of a message

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = time_zone(env.str("TIME_ZONE", default="Europe/London"))
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["programme.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site reads our files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"
TICKS_FILE = VAR_DIR / "ticks"  # how far this machine has seen the database come

# Sign-in: an emailed code, then a passkey or an authenticator for those who want one.
COORDINATORS_NEED_KEYS = env.bool("COORDINATORS_NEED_KEYS", default=False)
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "programme.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "request_login_code": "programme.forms_sign_in.AddressForm",
    "confirm_login_code": "programme.forms_sign_in.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# A room of 24 shares one network address; a mailbox is asked for by one person.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "200/10m/ip,5/10m/key,30/d/key",
    "login_failed": "200/10m/ip,5/5m/key",
}
MFA_ADAPTER = "programme.sign_in.KeyAdapter"
MFA_FORMS = {
    "login_webauthn": "programme.forms_sign_in.PasskeySignInForm",
    "authenticate_webauthn": "programme.forms_sign_in.PasskeyStepForm",
    "reauthenticate_webauthn": "programme.forms_sign_in.PasskeyProofForm",
    "add_webauthn": "programme.forms_sign_in.PasskeyForm",
    "edit_webauthn": "programme.forms_sign_in.PasskeyNameForm",
    "activate_totp": "programme.forms_sign_in.AuthenticatorForm",
    "authenticate": "programme.forms_sign_in.SecondStepForm",
    "reauthenticate": "programme.forms_sign_in.ProofForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_TOTP_ISSUER = "Leadership programme"
MFA_RATE_LIMITS = {"webauthn_login": "200/10m/ip"}
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"

# Behind a proxy that ends TLS.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL = BASE_URL.startswith("https://")
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page
if SECURE_SSL:  # a name that a browser takes from this host alone, over TLS: no neighbour can plant one
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_SSL
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked from beside the process, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE_SSL else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # the square of an authenticator
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": SECURE_SSL,
    }
}

FORMAT = "line" if LOCAL else "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},  # for whoever sits before it
        "json": {"()": "programme.logs.AsJson"},
    },
    "filters": {"without_links": {"()": "programme.logs.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": FORMAT, "filters": ["without_links"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

CSRF_FAILURE_VIEW = "programme.views.refused.expired"
FILE_UPLOAD_HANDLERS = [
    "programme.uploads.WithinLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a tick box for each person of the largest list
