"""设置：Django's settings, the same everywhere; what differs comes from `environment`."""

from gongkai.assembly import environment as env

SECRET_KEY = env.secret_key()
SECRET_KEY_FALLBACKS = env.OLD_SECRET_KEYS
DEBUG = False
ALLOWED_HOSTS = env.HOSTS
ROOT_URLCONF = "gongkai.assembly.urls"
WSGI_APPLICATION = "gongkai.assembly.wsgi.application"
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "gongkai.faces.kit",  # before allauth: its sign-in pages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "js_asset",
    "django_prose_editor",
    "django_q",
    "gongkai.foundation.journal",
    "gongkai.foundation.pages",
    "gongkai.foundation.ledger",
    "gongkai.foundation.places",
    "gongkai.foundation.organs",
    "gongkai.foundation.people",
    "gongkai.foundation.review",
    "gongkai.foundation.privacy",
    "gongkai.foundation.wording",
    "gongkai.foundation.files",
    "gongkai.foundation.search",
    "gongkai.foundation.numbering",
    "gongkai.foundation.letters",
    "gongkai.foundation.mail",
    "gongkai.foundation.jobs",
    "gongkai.foundation.notices",
    "gongkai.foundation.mourning",
    "gongkai.engines.casework",
    "gongkai.engines.registers",
    "gongkai.engines.publishing",
    "gongkai.programmes.finding",
    "gongkai.programmes.funds",
    "gongkai.programmes.hotline",
    "gongkai.programmes.concerns",
    "gongkai.programmes.consultations",
    "gongkai.programmes.decisions",
    "gongkai.programmes.petitions",
    "gongkai.programmes.policies",
    "gongkai.programmes.enforcement",
    "gongkai.programmes.reports",
    "gongkai.programmes.requests",
    "gongkai.programmes.statutes",
    "gongkai.faces.portal",
    "gongkai.faces.office",
    "gongkai.faces.api",
    "gongkai.assembly",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.faces.kit.middleware.SafetyHeaders",
    "gongkai.faces.kit.middleware.Reading",
    "gongkai.faces.kit.middleware.Bounds",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.faces.kit.middleware.Moment",
    "gongkai.assembly.sign_in.RequireSecondFactor",
    "gongkai.faces.kit.middleware.Refusals",
    "gongkai.assembly.sign_in.ClosedDoors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.faces.kit.context.site",
            ],
            "builtins": ["gongkai.faces.kit.templatetags.kit"],
        },
    }
]

DATABASES = {"default": env.database()}
ATOMIC_REQUESTS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STATIC_URL = "/static/"
STATIC_ROOT = env.VAR / "static"
MEDIA_ROOT = env.VAR / "files"
GONGKAI_FILES_URL = env.FILES_URL
GONGKAI_VAR = env.VAR
GONGKAI_ORIGIN = env.ORIGIN
GONGKAI_SEALING_KEYS = env.SEALING_KEYS
GONGKAI_DEMO = env.DEMO
GONGKAI_MOURNING_SECONDS = 15  # a declared span shows on every page of every process within these
GONGKAI_URGENT_REVIEW_HOURS = env.URGENT_REVIEW_HOURS
GONGKAI_SOON_DAYS = env.SOON_DAYS
GONGKAI_LONG_DAYS = env.LONG_DAYS
GONGKAI_FEEDS_INSIDE = env.FEEDS_INSIDE
GONGKAI_PROOF_DAYS = env.PROOF_DAYS
GONGKAI_OBJECTION_DAYS = env.OBJECTION_DAYS
GONGKAI_COMMENT_DAYS = env.COMMENT_DAYS
GONGKAI_SURVEY_REPLIES = env.SURVEY_REPLIES
GONGKAI_REPAIR_DAYS = env.REPAIR_DAYS
GONGKAI_CONCERN_DAYS = env.CONCERN_DAYS
GONGKAI_PAGES_MEMORY = env.PAGES_MEMORY
GONGKAI_PAGES_FOLDER = env.PAGES_FOLDER
globals().update(env.site())

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "gongkai.assembly.sign_in.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "gongkai.assembly.sign_in.SealedSecrets"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "公开 gongkai"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/office/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if env.DEMO else "https"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = env.BEHIND_PROXY
SECURE = env.ORIGIN.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [env.ORIGIN]
GONGKAI_LARGEST_REQUEST = 110 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if env.MAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_HOST = env.MAIL_HOST
EMAIL_FILE_PATH = env.VAR / "mail"
DEFAULT_FROM_EMAIL = env.MAIL_FROM
CSRF_FAILURE_VIEW = "gongkai.faces.kit.views.csrf_failure"

# timeout < retry and a finite max_attempts: django-q2's defaults run a long job twice and a failing one for ever.
Q_CLUSTER = {
    "name": "gongkai",
    "orm": "default",
    "workers": 1,
    "recycle": 500,
    "timeout": 60,
    "retry": 120,
    "max_attempts": 5,
    "poll": 0.5,
    "save_limit": 1000,
    "ack_failures": False,
    "catch_up": False,
    "bulk": 1,
    "label": "后台任务",
}

MIGRATION_MODULES: dict[str, str] = {}
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"gongkai": {"level": "INFO"}, "django-q": {"level": "WARNING"}},
}
