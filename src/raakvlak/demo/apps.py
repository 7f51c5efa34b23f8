"""Tell Django about this app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo app."""

    name = "raakvlak.demo"
    label = "demo"
