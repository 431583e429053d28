import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as missing:
    print(missing, file=sys.stderr)
    sys.exit(3)  # tells gunicorn not to try again
