"""The entrance for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from raakvlak.web.collector import look_less_often

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raakvlak.project.settings")
application = get_wsgi_application()
look_less_often()
