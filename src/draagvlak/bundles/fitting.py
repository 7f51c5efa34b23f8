"""Whether one more option goes with those that were chosen: rules that choose one by one ask it each time."""

from collections.abc import Iterable

from draagvlak.bundles.problem import Problem


class Fitting:
    """What is chosen so far, by places, and what that leaves room for. All is exact.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> options = (Option("bench", costs={"euro": 3}), Option("tree", costs={"euro": 4}, requires=frozenset({"bench"})))
    >>> fitting = Fitting(Problem(options, (Means("euro", 6),)))
    >>> fitting.may_follow(1), fitting.is_affordable(1)
    (False, True)
    >>> fitting.add(0)
    >>> fitting.may_follow(1), fitting.is_affordable(1)
    (True, False)
    """

    def __init__(self, problem: Problem, chosen: Iterable[int] = ()) -> None:
        """Begin with these places."""
        self.problem = problem
        self.chosen: list[int] = []
        self._taken: set[int] = set()
        self._excluded: set[int] = set()
        self._sums, self._counted = [0] * len(problem.means), 0
        self._room = [limit.most for limit in problem.limits]
        self._others: dict[int, set[int]] = {}
        for here, there in problem.exclusions:
            self._others.setdefault(here, set()).add(there)
            self._others.setdefault(there, set()).add(here)
        for place in chosen:
            self.add(place)

    def add(self, place: int) -> None:
        """Choose one more, whether it fits or not."""
        self.chosen.append(place)
        self._taken.add(place)
        if place in self._others:
            self._excluded |= self._others[place]
        if self._room:
            option, limits = self.problem.options[place], self.problem.limits
            self._room = [room - limit.covers(option) for room, limit in zip(self._room, limits, strict=True)]

    def is_free(self) -> bool:
        """Tell whether options never stand in each other's way, but for what they cost."""
        is_tied = any(option.requires for option in self.problem.options)
        return not (is_tied or self._others or self.problem.limits)

    def is_shut_out(self, place: int) -> bool:
        """Tell whether an option can't come any more: chosen, excluded, or its theme or area is full."""
        if place in self._taken or place in self._excluded:
            return True
        option = self.problem.options[place]
        return any(
            room <= 0 and limit.covers(option) for room, limit in zip(self._room, self.problem.limits, strict=True)
        )

    def is_waiting(self, place: int) -> bool:
        """Tell whether it requires an option that is not chosen yet."""
        requires = self.problem.options[place].requires
        return bool(requires) and any(self.problem.place[id_] not in self._taken for id_ in requires)

    def may_follow(self, place: int) -> bool:
        """Tell whether an option may come now, whatever it costs."""
        return not self.is_shut_out(place) and not self.is_waiting(place)

    def is_affordable(self, place: int) -> bool:
        """Tell whether what is left of every means is enough for it."""
        costs, amounts = self.problem.costs, self.problem.amounts
        return all(
            spent + cost[place] <= amount for spent, cost, amount in zip(self._spent(), costs, amounts, strict=True)
        )

    def is_within_means(self) -> bool:
        """Tell whether there is enough of every means for what is chosen."""
        return all(spent <= amount for spent, amount in zip(self._spent(), self.problem.amounts, strict=True))

    def _spent(self) -> list[int]:
        """Return what is spent of each means; added up only when it is asked for."""
        more = self.chosen[self._counted :]
        self._sums = [
            spent + sum(costs[place] for place in more)
            for spent, costs in zip(self._sums, self.problem.costs, strict=True)
        ]
        self._counted = len(self.chosen)
        return self._sums
