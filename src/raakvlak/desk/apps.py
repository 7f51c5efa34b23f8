"""Tell Django about this app."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk app."""

    name = "raakvlak.desk"
    label = "desk"

    def ready(self) -> None:
        """Let the calendar of who leaves be dead at once, and what she kept on her lists and phones be gone."""
        import_module("raakvlak.desk.feed")
        import_module("raakvlak.desk.own")
        import_module("raakvlak.desk.phone.devices")
