"""What is done to parties, talks and promises: verbs, each as one whole."""

from raakvlak.relations.actions.parties import (
    add_contact_point,
    correct_party,
    draw_up_party,
    make_party,
    remove_contact_point,
)
from raakvlak.relations.actions.talks import (
    Noted,
    correct,
    move_promise,
    note_encounter,
    own_klad_parties,
    promise_in,
    restore,
    revert,
    settle,
    unsettle,
    widen,
    withdraw,
    work_out,
)

__all__ = [
    "Noted",
    "add_contact_point",
    "correct",
    "correct_party",
    "draw_up_party",
    "make_party",
    "move_promise",
    "note_encounter",
    "own_klad_parties",
    "promise_in",
    "remove_contact_point",
    "restore",
    "revert",
    "settle",
    "unsettle",
    "widen",
    "withdraw",
    "work_out",
]
