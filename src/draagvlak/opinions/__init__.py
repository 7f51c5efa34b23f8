"""Who stands where, what do they share, what divides them, who is not heard, and how sure is that.

numpy and scipy come along, so import it inside functions.
"""

from draagvlak.opinions.classic import ClassicMap, classic_map
from draagvlak.opinions.reading import read_votes
from draagvlak.opinions.votes import Reading, Votes, votes_from_arrays

__all__ = ["ClassicMap", "Reading", "Votes", "classic_map", "read_votes", "votes_from_arrays"]
