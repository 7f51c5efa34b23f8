"""Who stands where, what do they share, what divides them, who is not heard, and how sure is that.

numpy and scipy come along, so import it inside functions.
"""

from draagvlak.opinions.votes import Votes, votes_from_arrays

__all__ = ["Votes", "votes_from_arrays"]
