"""WSGI：the application object that granian, or any other WSGI server, serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.assembly.settings")

_django = get_wsgi_application()

from gongkai.assembly.health import Health  # noqa: E402 — Django's apps must be loaded first
from gongkai.assembly.keeping import in_front_of  # noqa: E402

application = Health(in_front_of(_django))
