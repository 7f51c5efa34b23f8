"""Tell Django about this app."""

from django.apps import AppConfig


class MunicipalityConfig(AppConfig):
    """The municipality app."""

    name = "raakvlak.municipality"
    label = "municipality"
