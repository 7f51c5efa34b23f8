"""Tell Django about this app."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """The overview app."""

    name = "raakvlak.overview"
    label = "overview"
