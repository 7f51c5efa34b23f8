"""SQLite as Django knows it, but those who write wait in a row instead of trying again and again.

One writes at a time in SQLite. Who finds it busy sleeps, longer each time, up to a tenth of a second: when eight people
save at once, the unlucky wait for seconds while the database is idle. Here a transaction first waits for its turn. That
is a courtesy: SQLite's own lock keeps the data whole, with or without it.
"""

from django.db.backends.sqlite3 import base

from raakvlak.web.sqlite.turn import Turn, turn_of


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before a transaction, and gives it up afterwards."""

    _turn: Turn | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if not self.is_in_memory_db():
            turn = turn_of(str(self.settings_dict["NAME"]))
            self._turn = turn if turn.take() else None
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # as above; when this fails, Django rolls back
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # as above
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # as above
        finally:
            self._give_turn()

    def _give_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.give()
