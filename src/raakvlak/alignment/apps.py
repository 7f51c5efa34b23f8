"""Tell Django about this app."""

from importlib import import_module

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    """The alignment app."""

    name = "raakvlak.alignment"
    label = "alignment"

    def ready(self) -> None:
        """Let no request stay with somebody who can no longer look after it, and let possibilities be found."""
        import_module("raakvlak.alignment.passing")  # it follows what the municipality tells of its members
        import_module("raakvlak.alignment.findable")  # what is found is told to the index, a floor below
