"""Tell Django about this app."""

from django.apps import AppConfig


class RelationsConfig(AppConfig):
    """The relations app."""

    name = "raakvlak.relations"
    label = "relations"
