"""Tell Django about this app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange app."""

    name = "raakvlak.exchange"
    label = "exchange"
