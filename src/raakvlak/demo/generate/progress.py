"""A bar that tells how far a long command is, for a person at a terminal; silent in a file or a pipe."""

import time
from typing import Final, Protocol

_WIDTH: Final = 30
_SECONDS_BETWEEN: Final = 0.2


class Screen(Protocol):
    """What a bar is drawn on."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> object: ...
    def isatty(self) -> bool: ...


class Bar:
    """Rows written, of all that will be."""

    def __init__(self, screen: Screen, total: int) -> None:
        self._screen, self._total = screen, max(total, 1)
        self._done = 0
        self._is_shown = screen.isatty()
        self._began = self._drawn_at = time.monotonic()

    def tick(self, rows: int) -> None:
        """Count rows that were written."""
        self._done += rows
        if self._is_shown and time.monotonic() - self._drawn_at > _SECONDS_BETWEEN:
            self._draw()

    def end(self) -> None:
        """Leave the line as it was."""
        if self._is_shown:
            self._screen.write("\r" + " " * (_WIDTH + 40) + "\r")
            self._screen.flush()

    def _draw(self) -> None:
        self._drawn_at = time.monotonic()
        share = min(self._done / self._total, 1.0)
        left = (self._drawn_at - self._began) * (1 - share) / share if share else 0
        full = "█" * round(share * _WIDTH)
        self._screen.write(f"\r{full:░<{_WIDTH}} {share:4.0%}  {self._done:>9,}  -{left:3.0f} s ")
        self._screen.flush()
