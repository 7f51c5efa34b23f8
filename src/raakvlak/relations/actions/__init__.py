"""What is done to parties, talks and promises: verbs, each as one whole."""

from raakvlak.relations.actions.appointments import Plan, Planned
from raakvlak.relations.actions.handing import hand_over, pass_on, take_over
from raakvlak.relations.actions.merging import NotTwoError, Undone, may_part, merge, settle_merge, undo_merge
from raakvlak.relations.actions.parties import (
    TiedError,
    add_contact_point,
    correct_party,
    draw_up_party,
    give_name,
    is_tied,
    make_party,
    remove_contact_point,
)
from raakvlak.relations.actions.promises import (
    OtherOwnerError,
    move_promise,
    promise_alone,
    promise_in,
    settle,
    unsettle,
    widen_promise,
)
from raakvlak.relations.actions.talks import (
    Noted,
    correct,
    note_encounter,
    own_klad_parties,
    restore,
    revert,
    widen,
    withdraw,
    work_out,
)
from raakvlak.relations.actions.ties import affiliate, correct_affiliation, introduce, remove_tie
from raakvlak.relations.actions.touch import let_go, note_wish, put_off, set_rhythm, set_rhythm_with

__all__ = [
    "NotTwoError",
    "Noted",
    "OtherOwnerError",
    "Plan",
    "Planned",
    "TiedError",
    "Undone",
    "add_contact_point",
    "affiliate",
    "correct",
    "correct_affiliation",
    "correct_party",
    "draw_up_party",
    "give_name",
    "hand_over",
    "introduce",
    "is_tied",
    "let_go",
    "make_party",
    "may_part",
    "merge",
    "move_promise",
    "note_encounter",
    "note_wish",
    "own_klad_parties",
    "pass_on",
    "promise_alone",
    "promise_in",
    "put_off",
    "remove_contact_point",
    "remove_tie",
    "restore",
    "revert",
    "set_rhythm",
    "set_rhythm_with",
    "settle",
    "settle_merge",
    "take_over",
    "undo_merge",
    "unsettle",
    "widen",
    "widen_promise",
    "withdraw",
    "work_out",
]
