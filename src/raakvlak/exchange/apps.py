"""Tell Django about this app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange app."""

    name = "raakvlak.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Listen for who is erased."""
        from raakvlak.exchange import forgetting  # noqa: F401, PLC0415 – there are no models before
