"""How the web server itself writes its log."""

from gunicorn.config import Config
from gunicorn.glogging import Logger

from raakvlak.web.logs import formatter


class QuietLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's logger in our own form: it would write the addresses of visitors, and paths with their ids."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(is_for_people=False))
