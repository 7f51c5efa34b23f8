"""What the law wants to see afterwards: what was destroyed, and who opened what, when and why."""

from raakvlak.privacy.models.destruction import Destruction
from raakvlak.privacy.models.handover import Handover, HandoverItem, HandoverParty
from raakvlak.privacy.models.klad import KladOpening
from raakvlak.privacy.models.log import LogCase
from raakvlak.privacy.models.request import OverviewRequest

__all__ = ["Destruction", "Handover", "HandoverItem", "HandoverParty", "KladOpening", "LogCase", "OverviewRequest"]
