"""Out of different interests and limited means: what can be put together, and for whom.

    problem = Problem(options=(Option("bench", costs={"euro": 300}), …), means=(Means("euro", 600),), parties=…)

`problem` holds what there is, `reactions` how people stand towards it, `tables` the same as arrays, `bundle` what a
bundle spends and gives. numpy, scipy and HiGHS come along, so import it inside functions.
"""

from draagvlak.bundles.bundle import Bundle, GroupResult, PartyResult, Proof, bundle_of
from draagvlak.bundles.problem import Consent, Limit, Means, Option, Problem
from draagvlak.bundles.reactions import UTILITIES, Ballot, Condition, Gradient, Number, Party, Reaction

__all__ = [
    "UTILITIES",
    "Ballot",
    "Bundle",
    "Condition",
    "Consent",
    "Gradient",
    "GroupResult",
    "Limit",
    "Means",
    "Number",
    "Option",
    "Party",
    "PartyResult",
    "Problem",
    "Proof",
    "Reaction",
    "bundle_of",
]
