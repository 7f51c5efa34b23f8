"""What is done to a municipality, its members and its places: verbs, each as one whole."""

from raakvlak.municipality.actions.log import log_access
from raakvlak.municipality.actions.members import make_member
from raakvlak.municipality.actions.municipality import found_municipality

__all__ = ["found_municipality", "log_access", "make_member"]
