"""Tell Django about this app."""

from django.apps import AppConfig


class ResolutionsConfig(AppConfig):
    """The resolutions app."""

    name = "raakvlak.resolutions"
    label = "resolutions"
