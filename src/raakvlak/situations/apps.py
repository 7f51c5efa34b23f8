"""Tell Django about this app."""

from django.apps import AppConfig


class SituationsConfig(AppConfig):
    """The situations app."""

    name = "raakvlak.situations"
    label = "situations"
