"""Tell Django about this app."""

from importlib import import_module

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The support app."""

    name = "raakvlak.support"
    label = "support"

    def ready(self) -> None:
        """Follow what the municipality tells of its members: who keeps a means may leave."""
        import_module("raakvlak.support.passing")
