"""Tell Django about this app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The privacy app."""

    name = "raakvlak.privacy"
    label = "privacy"
