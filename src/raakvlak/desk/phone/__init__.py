"""The phone outside: the page that works without a connection, what goes along with it, and what comes in from it."""
