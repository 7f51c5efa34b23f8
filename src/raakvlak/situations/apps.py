"""Tell Django about this app."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SituationsConfig(AppConfig):
    """The situations app."""

    name = "raakvlak.situations"
    label = "situations"

    def ready(self) -> None:
        """Keep the search index in step, of which this app is the topmost, and promises with their keepers."""
        from raakvlak.situations.whole_index import install_steps, remove_steps  # noqa: PLC0415 – needs the models

        import_module("raakvlak.situations.passing")  # it follows what the municipality tells of its members
        pre_migrate.connect(remove_steps, sender=self)
        post_migrate.connect(install_steps, sender=self)
