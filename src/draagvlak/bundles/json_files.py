"""Reading and writing problems as JSON; docs/draagvlak/bundles.md describes the format.

Numbers are exact: 0.7 is read as seven tenths, and "1/3" is a number too. A mistake is told by its path, such as
options[2].costs.euro.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeVar

from draagvlak.bundles.problem import Consent, Limit, Means, Option, Problem
from draagvlak.bundles.reactions import UTILITIES, Ballot, Condition, Gradient, Number, Party, Reaction

Kind = TypeVar("Kind", bound=StrEnum)
FIELDS: Final = {
    "problem": {"name", "means", "options", "limits", "ballot", "utilities", "sufficient", "parties"},
    "means": {"id", "amount", "unit", "period", "name"},
    "option": {"id", "name", "costs", "theme", "area", "consents", "requires", "excludes"},
    "limit": {"id", "most", "theme", "area"},
    "party": {"id", "weight", "group", "reactions", "conditions"},
    "condition": {"requires", "excludes", "otherwise"},
}


def read_json(path: Path | str) -> Problem:
    """Read a problem from a JSON file.

    Raises ValueError that says what is wrong and where (a line for what is no JSON, a path for what is no problem),
    and OSError when the file can't be read.

    >>> import tempfile
    >>> text = '{"options": [{"id": "bench", "costs": {"euro": 2.5}}], "means": [{"id": "euro", "amount": 9}]}'
    >>> with tempfile.NamedTemporaryFile("w+", suffix=".json") as file:
    ...     _ = file.write(text)
    ...     file.flush()
    ...     read_json(file.name).options[0].costs
    {'euro': Decimal('2.5')}
    """
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: this is no JSON: {error.msg}") from None
    return problem_of(told)


def problem_of(told: object) -> Problem:
    """Make a problem of what JSON holds: dicts, lists, texts and numbers. Raises ValueError, with the path.

    >>> problem_of({"options": [{"id": "bench", "prize": 3}]})
    Traceback (most recent call last):
    ValueError: options[0].prize is not known; known are area, consents, costs, excludes, id, name, requires, theme
    """
    whole = _fields(told, "problem", "")
    ballot = _choice(Ballot, whole.get("ballot", Ballot.GRADIENTS), "ballot")
    return Problem(
        options=tuple(_option(one, f"options[{n}]") for n, one in enumerate(_list(whole, "options"))),
        means=tuple(_means(one, f"means[{n}]") for n, one in enumerate(_list(whole, "means"))),
        parties=tuple(_party(one, f"parties[{n}]", ballot) for n, one in enumerate(_list(whole, "parties"))),
        limits=tuple(_limit(one, f"limits[{n}]") for n, one in enumerate(_list(whole, "limits"))),
        ballot=ballot,
        utilities=_utilities(whole["utilities"]) if "utilities" in whole else UTILITIES,
        sufficient=frozenset(
            _choice(Consent, one, f"sufficient[{n}]") for n, one in enumerate(whole.get("sufficient", [Consent.KNOWN]))
        ),
        name=_text(whole, "name", ""),
    )


def write_json(problem: Problem, path: Path | str) -> None:
    """Write a problem so that `read_json` reads the same. Raises OSError when the file can't be written.

    >>> import tempfile
    >>> problem = Problem(options=(Option("bench", costs={"euro": Decimal("2.5")}),), means=(Means("euro", 9),))
    >>> with tempfile.NamedTemporaryFile("w+", suffix=".json") as file:
    ...     write_json(problem, file.name)
    ...     read_json(file.name) == problem
    True
    """
    text = json.dumps(told_of(problem), ensure_ascii=False, indent=2)
    Path(path).write_text(text + "\n", encoding="utf-8")


def told_of(problem: Problem) -> dict[str, Any]:
    """Return a problem as what JSON holds; what is as usual is left out.

    >>> told_of(Problem(options=(Option("bench", requires=frozenset({"path"})), Option("path"))))["options"]
    [{'id': 'bench', 'requires': ['path']}, {'id': 'path'}]
    """
    own_utilities = {key.value: plain(value) for key, value in problem.utilities.items()}
    return _slim(
        name=problem.name,
        means=[
            _slim(id=one.id, amount=plain(one.amount), unit=one.unit, period=one.period, name=one.name)
            for one in problem.means
        ],
        options=[_option_told(option) for option in problem.options],
        limits=[_slim(id=one.id, most=one.most, theme=one.theme, area=one.area) for one in problem.limits],
        ballot=problem.ballot.value,
        utilities=own_utilities if problem.utilities != UTILITIES else {},
        sufficient=sorted(problem.sufficient) if problem.sufficient != {Consent.KNOWN} else None,
        parties=[_party_told(party) for party in problem.parties],
    )


def _option_told(option: Option) -> dict[str, Any]:
    return _slim(
        id=option.id,
        name=option.name,
        costs={means: plain(cost) for means, cost in option.costs.items()},
        theme=option.theme,
        area=option.area,
        consents={department: consent.value for department, consent in option.consents.items()},
        requires=sorted(option.requires),
        excludes=sorted(option.excludes),
    )


def _party_told(party: Party) -> dict[str, Any]:
    conditions = {
        option: _slim(
            requires=sorted(one.requires),
            excludes=sorted(one.excludes),
            otherwise=None if one.otherwise is None else _reaction_told(one.otherwise),
        )
        for option, one in party.conditions.items()
    }
    return _slim(
        id=party.id,
        weight=None if party.weight == 1 else plain(party.weight),
        group=party.group,
        reactions={option: _reaction_told(one) for option, one in party.reactions.items()},
        conditions=conditions,
    )


def _slim(**values: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if value not in ("", None, {}) and (value != [] or name == "sufficient")
    }


def plain(number: Number) -> int | str | float:
    """Return a number that reads back exactly: whole, a decimal that a float prints as it is, or a text.

    >>> plain(Decimal("2.50")), plain(Fraction(1, 3)), plain(Fraction(4, 2))
    (2.5, '1/3', 2)
    """
    if isinstance(number, int):
        return number
    exact = Fraction(number)
    if exact.denominator == 1:
        return int(exact)
    near = float(number)
    return near if Fraction(repr(near)) == exact else f"{exact.numerator}/{exact.denominator}"


def _reaction_told(reaction: Reaction) -> int | str | float:
    return reaction.value if isinstance(reaction, Gradient) else plain(reaction)


def _means(told: object, path: str) -> Means:
    one = _fields(told, "means", path)
    return Means(
        _text(one, f"{path}.id"),
        _number(_there(one, f"{path}.amount"), f"{path}.amount"),
        unit=_text(one, f"{path}.unit", ""),
        period=_text(one, f"{path}.period", ""),
        name=_text(one, f"{path}.name", ""),
    )


def _option(told: object, path: str) -> Option:
    one = _fields(told, "option", path)
    return Option(
        _text(one, f"{path}.id"),
        name=_text(one, f"{path}.name", ""),
        costs={id_: _number(cost, f"{path}.costs.{id_}") for id_, cost in _dict(one, f"{path}.costs").items()},
        theme=_text(one, f"{path}.theme", ""),
        area=_text(one, f"{path}.area", ""),
        consents={
            name: _choice(Consent, consent, f"{path}.consents.{name}")
            for name, consent in _dict(one, f"{path}.consents").items()
        },
        requires=_ids(one, f"{path}.requires"),
        excludes=_ids(one, f"{path}.excludes"),
    )


def _limit(told: object, path: str) -> Limit:
    one = _fields(told, "limit", path)
    theme, area = (one[name] if one.get(name) is not None else None for name in ("theme", "area"))
    return Limit(_text(one, f"{path}.id"), _there(one, f"{path}.most"), theme=theme, area=area)


def _party(told: object, path: str, ballot: Ballot) -> Party:
    one = _fields(told, "party", path)
    reactions, conditions = _dict(one, f"{path}.reactions"), _dict(one, f"{path}.conditions")
    return Party(
        _text(one, f"{path}.id"),
        weight=_number(one.get("weight", 1), f"{path}.weight"),
        group=_text(one, f"{path}.group", ""),
        reactions={id_: _reaction(value, f"{path}.reactions.{id_}", ballot) for id_, value in reactions.items()},
        conditions={id_: _condition(value, f"{path}.conditions.{id_}", ballot) for id_, value in conditions.items()},
    )


def _condition(told: object, path: str, ballot: Ballot) -> Condition:
    one = _fields(told, "condition", path)
    otherwise = one.get("otherwise")
    return Condition(
        requires=_ids(one, f"{path}.requires"),
        excludes=_ids(one, f"{path}.excludes"),
        otherwise=None if otherwise is None else _reaction(otherwise, f"{path}.otherwise", ballot),
    )


def _reaction(told: object, path: str, ballot: Ballot) -> Reaction:
    return _choice(Gradient, told, path) if ballot is Ballot.GRADIENTS else _number(told, path)


def _utilities(told: object) -> Mapping[Gradient, Number]:
    given = _dict({"utilities": told}, "utilities")
    return {
        _choice(Gradient, name, f"utilities.{name}"): _number(value, f"utilities.{name}")
        for name, value in given.items()
    }


def _fields(told: object, kind: str, path: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise _wrong(path or "the file", told, "give an object with fields")
    for name in told:
        if name not in FIELDS[kind]:
            where = f"{path}.{name}" if path else name
            raise ValueError(f"{where} is not known; known are {', '.join(sorted(FIELDS[kind]))}")
    return told


def _wrong(path: str, told: object, advice: str) -> ValueError:
    return ValueError(f"{path} is {told!r}: {advice}")


def _name(path: str) -> str:
    return path.rpartition(".")[2]


def _there(one: dict[str, Any], path: str) -> Any:  # noqa: ANN401 – whatever JSON may hold
    if _name(path) not in one:
        raise ValueError(f"{path} is missing")
    return one[_name(path)]


def _text(one: dict[str, Any], path: str, otherwise: str | None = None) -> str:
    value = _there(one, path) if otherwise is None else one.get(_name(path), otherwise)
    if not isinstance(value, str):
        raise _wrong(path, value, "give a text")
    return value


def _list(one: dict[str, Any], path: str) -> list[Any]:
    value = one.get(_name(path), [])
    if not isinstance(value, list):
        raise _wrong(path, value, "give a list")
    return value


def _dict(one: dict[str, Any], path: str) -> dict[str, Any]:
    value = one.get(_name(path), {})
    if not isinstance(value, dict):
        raise _wrong(path, value, "give an object")
    return value


def _ids(one: dict[str, Any], path: str) -> frozenset[str]:
    values: Iterable[object] = _list(one, path)
    for value in values:
        if not isinstance(value, str):
            raise _wrong(path, value, "give ids of options as texts")
    return frozenset(map(str, values))


def _number(told: object, path: str) -> Number:
    if isinstance(told, int | Decimal) and not isinstance(told, bool):
        return told
    if isinstance(told, str):
        try:
            return Fraction(told)
        except (ValueError, ZeroDivisionError):
            pass
    raise _wrong(path, told, "give a number, or one as text, such as 1/3")


def _choice(kind: type[Kind], told: object, path: str) -> Kind:
    try:
        return kind(str(told))
    except ValueError:
        raise _wrong(path, told, f"give one of {', '.join(kind)}") from None


def _no_number(told: str) -> None:
    raise ValueError(f"{told} stands where a number should be")
