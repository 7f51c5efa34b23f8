"""Tell Django about this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SituationsConfig(AppConfig):
    """The situations app."""

    name = "raakvlak.situations"
    label = "situations"

    def ready(self) -> None:
        """Let the database keep the search index in step with what is findable, of which this app is the topmost."""
        from raakvlak.situations.whole_index import install_steps, remove_steps  # noqa: PLC0415 – needs the models

        pre_migrate.connect(remove_steps, sender=self)
        post_migrate.connect(install_steps, sender=self)
