"""Who stands where, what do they share, what divides them, who is not heard, and how sure is that.

numpy and scipy come along, so import it inside functions.
"""

from draagvlak.opinions.classic import ClassicMap, classic_map
from draagvlak.opinions.groups import Groups, Verdict, find_groups
from draagvlak.opinions.mapping import OpinionMap, opinion_map
from draagvlak.opinions.model import Model, fit
from draagvlak.opinions.reading import read_votes
from draagvlak.opinions.routing import information, next_statements
from draagvlak.opinions.sources import Raking, Stratum, rake, weighed
from draagvlak.opinions.support import CommonGround, Distinctions, Support, by_source, common_ground, support
from draagvlak.opinions.sweeping import combine
from draagvlak.opinions.votes import Reading, Votes, votes_from_arrays

__all__ = [
    "ClassicMap",
    "CommonGround",
    "Distinctions",
    "Groups",
    "Model",
    "OpinionMap",
    "Raking",
    "Reading",
    "Stratum",
    "Support",
    "Verdict",
    "Votes",
    "by_source",
    "classic_map",
    "combine",
    "common_ground",
    "find_groups",
    "fit",
    "information",
    "next_statements",
    "opinion_map",
    "rake",
    "read_votes",
    "support",
    "votes_from_arrays",
    "weighed",
]
