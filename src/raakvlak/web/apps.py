from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from raakvlak.web.postgres import begin


class WebConfig(AppConfig):
    """The lowest app, which knows no domain."""

    name = "raakvlak.web"
    label = "web"
    verbose_name = _("Web")

    def ready(self) -> None:
        """Let every app register its jobs (those of web, the `jobs.py` of the others), and begin sessions as we do."""
        connection_created.connect(begin)
        import_module("raakvlak.web.mail")
        import_module("raakvlak.web.nightly")
        autodiscover_modules("jobs")
