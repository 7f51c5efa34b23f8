"""Out of different interests and limited means: what can be put together, and for whom.

    problem = Problem(options=(Option("bench", costs={"euro": 300}), …), means=(Means("euro", 600),), parties=…)

    fairest(problem, search=Search(gap=0.01, seconds=10)).options

`problem` holds what there is, `reactions` how people stand towards it, `tables` the same as arrays, `walls` what can
stand in the way, `bundle` what a bundle spends and gives. `finding` and `front` find the best bundles, `searching` with
planes above what they aim at (`aims`) over `rows` for the `solver`, after a `starting` one; `blocking`, `robust` and
`explaining` tell of them. `pabulib` and `json_files` read problems. `greedy` and `equal_shares` choose one by one, with
`shares`, `fitting`, `purses`, `buying`, `lanes` and `growing`; `representation` tells whom a bundle passes over.
`shell` asks for all this, `report`, `page`, `matrix` and `wording` say it in Dutch. numpy, scipy and HiGHS come along,
so import it inside functions.
"""

from draagvlak.bundles.blocking import Blocker, blockers, why_impossible
from draagvlak.bundles.bundle import Bundle, GroupResult, PartyResult, Proof, bundle_of
from draagvlak.bundles.equal_shares import equal_shares
from draagvlak.bundles.explaining import Reason, explained
from draagvlak.bundles.finding import fairest, most_supported, proportional
from draagvlak.bundles.front import front
from draagvlak.bundles.greedy import greedy
from draagvlak.bundles.json_files import read_json, write_json
from draagvlak.bundles.pabulib import official_winners, read_pabulib
from draagvlak.bundles.problem import Consent, Limit, Means, Option, Problem
from draagvlak.bundles.reactions import UTILITIES, Ballot, Condition, Gradient, Number, Party, Reaction
from draagvlak.bundles.representation import PassedOver, passed_over
from draagvlak.bundles.robust import Robustness, robust
from draagvlak.bundles.searching import Progress, Search
from draagvlak.bundles.walls import Kind, Wall

__all__ = [
    "UTILITIES",
    "Ballot",
    "Blocker",
    "Bundle",
    "Condition",
    "Consent",
    "Gradient",
    "GroupResult",
    "Kind",
    "Limit",
    "Means",
    "Number",
    "Option",
    "Party",
    "PartyResult",
    "PassedOver",
    "Problem",
    "Progress",
    "Proof",
    "Reaction",
    "Reason",
    "Robustness",
    "Search",
    "Wall",
    "blockers",
    "bundle_of",
    "equal_shares",
    "explained",
    "fairest",
    "front",
    "greedy",
    "most_supported",
    "official_winners",
    "passed_over",
    "proportional",
    "read_json",
    "read_pabulib",
    "robust",
    "why_impossible",
    "write_json",
]
