"""Tell Django about this app."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The project app."""

    name = "raakvlak.project"
    label = "project"
