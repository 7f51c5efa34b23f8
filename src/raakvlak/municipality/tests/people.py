"""What tests of this app share."""

WICKED = (
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "a\x00b",
    "\u202eneveghcsrednO",
    "'; DROP TABLE municipality_member; --",
    "x" * 50_000,
)
PASSWORD = "een-lang-wachtwoord"  # the one that conftest.py gives everyone
