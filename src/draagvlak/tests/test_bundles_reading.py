"""Reading what people voted: files of pabulib.org as they really are, and JSON that reads back as it was."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings

from draagvlak.bundles import Ballot, Problem
from draagvlak.bundles.json_files import problem_of, read_json, told_of, write_json
from draagvlak.bundles.pabulib import official_winners, read_pabulib
from draagvlak.tests.test_bundles_equal_shares import problems

META = "META\nkey;value\ndescription;Plein\nbudget;1000\nvote_type;{kind}\ncurrency;EUR\n"
HEAD = META.format(kind="approval") + "PROJECTS\nproject_id;cost\n"
PROJECTS = "PROJECTS\nproject_id;cost;name;selected\n1;300;Bankje;1\n2;500;Boom;0\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plein.pb"


def written(file: Path, votes: str, *, kind: str = "approval", projects: str = PROJECTS) -> Path:
    file.write_text(META.format(kind=kind) + projects + f"VOTES\n{votes}", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("kind", "votes", "ballot", "reactions"),
    [
        ("approval", "voter_id;vote\na;1,2\n", Ballot.APPROVAL, {"1": 1, "2": 1}),
        ("choose-1", "voter_id;vote\na;2\n", Ballot.APPROVAL, {"2": 1}),
        ("cumulative", "voter_id;vote;points\na;2,1;7,3\n", Ballot.POINTS, {"2": 7, "1": 3}),
        ("scoring", "voter_id;vote;points\na;2,1;1.5,0\n", Ballot.POINTS, {"2": Decimal("1.5"), "1": 0}),
        ("ordinal", "voter_id;vote\na;2,1\n", Ballot.RANKS, {"2": 1, "1": 2}),
    ],
)
def test_it_reads_every_kind_of_ballot(
    file: Path, kind: str, votes: str, ballot: Ballot, reactions: dict[str, int]
) -> None:
    problem = read_pabulib(written(file, votes, kind=kind))
    assert (problem.ballot, problem.parties[0].reactions) == (ballot, reactions)
    assert (problem.name, problem.means[0].unit, problem.means[0].amount) == ("Plein", "EUR", 1000)


def test_it_reads_files_as_they_really_are(file: Path) -> None:
    """A byte order mark, other line ends, empty lines, spaces, None, a comma, loose and real quotes, the same voter."""
    rows = ["", ' 1 ; 300,5 ;"Het ""rode"" hek; klein"', '2;500;Zaal 12" hoog', '3;1;"een', 'twee"', '4;1;"open']
    projects = "\n".join(["PROJECTS", "project_id;cost;name", *rows, ""])
    votes = "voter_id;vote;age\na; 1 , 2 ;None\na;;34\nb;1,1;\n"
    written(file, votes, projects=projects)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    problem = read_pabulib(file)
    assert [option.name for option in problem.options] == [
        'Het "rode" hek; klein',
        'Zaal 12" hoog',
        "een\ntwee",
        '"open',
    ]
    assert problem.options[0].costs == {"budget": Decimal("300.5")}
    assert [(party.id, dict(party.reactions)) for party in problem.parties] == [
        ("a", {"1": 1, "2": 1}),
        ("a (2)", {}),
        ("b", {"1": 1}),
    ]


def test_texts_may_have_semicolons_at_the_end_of_a_project(file: Path) -> None:
    projects = "PROJECTS\nproject_id;cost;name\n1;300;Bankje; van hout\n"
    assert read_pabulib(written(file, "voter_id;vote\n", projects=projects)).options[0].name == "Bankje;van hout"


def test_groups_come_from_a_field_of_votes(file: Path) -> None:
    problem = read_pabulib(written(file, "voter_id;vote;wijk\na;1;Kade\nb;2;Hof\n"), group="wijk")
    assert set(problem.table.group_names) == {"Hof", "Kade"}


def test_it_knows_what_was_really_chosen(file: Path) -> None:
    assert official_winners(written(file, "voter_id;vote\n")) == ("1",)


@pytest.mark.parametrize(
    ("votes", "kind", "words"),
    [
        ("voter_id;vote\na;1,9\n", "approval", "line 13, field vote: there is no project 9"),
        ("voter_id;vote\na;1,2\n", "choose-1", "line 13, field vote: 1,2 names 2 projects"),
        ("voter_id;vote;points\na;1,2;3\n", "cumulative", "line 13, field points: 1 numbers of points for 2 projects"),
        ("voter_id;vote;points\na;1;veel\n", "scoring", "line 13, field points: 'veel' is no number"),
        ("voter_id;vote;points\na;1;-1\n", "scoring", "line 13, field points: '-1' must be a number from 0"),
        ("voter_id;vote\na;1;2;3\n", "approval", "line 13: 4 values for 2 fields"),
        ("voter_id;stem\na;1\n", "approval", "line 12: section VOTES has no field vote"),
        ("voter_id;vote\n", "borda", "line 5, field vote_type: 'borda' is not known"),
    ],
)
def test_it_says_in_which_line_and_field_something_is_wrong(file: Path, votes: str, kind: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_pabulib(written(file, votes, kind=kind))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "there is no section META"),
        ("hello\n", "line 1: this stands before the first section"),
        ("META\nkey;value\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n", "section META has no key budget"),
        (f"{HEAD}1;gratis\nVOTES\nvoter_id;vote\n", "line 9, field cost: 'gratis' is no number"),
        (f"{HEAD}1;2\n1;2\nVOTES\nvoter_id;vote\n", "line 10, field project_id: project 1 stands on line 9 already"),
        (f"{HEAD};2\nVOTES\nvoter_id;vote\n", "line 9, field project_id: is empty"),
    ],
)
def test_it_says_what_a_file_lacks(file: Path, text: str, words: str) -> None:
    file.write_text(text)
    with pytest.raises(ValueError, match=words):
        read_pabulib(file)


def test_a_group_must_be_a_field(file: Path) -> None:
    with pytest.raises(ValueError, match="line 13, field wijk: is not there; there are voter_id, vote"):
        read_pabulib(written(file, "voter_id;vote\na;1\n"), group="wijk")


@given(problem=problems())
@settings(max_examples=40)
def test_what_is_written_as_json_reads_back_the_same(problem: Problem) -> None:
    told = json.loads(json.dumps(told_of(problem)), parse_float=Decimal)
    assert problem_of(told) == problem


def test_numbers_stay_exact_in_json(tmp_path: Path) -> None:
    path = tmp_path / "plein.json"
    path.write_text(
        '{"means": [{"id": "uren", "amount": "1/3"}], "options": [{"id": "a", "costs": {"uren": 0.1}}],'
        ' "ballot": "points", "parties": [{"id": "A", "weight": 2.5, "reactions": {"a": "2/3"}}], "sufficient": []}'
    )
    problem = read_json(path)
    assert (problem.means[0].amount, problem.parties[0].reactions["a"]) == (Fraction(1, 3), Fraction(2, 3))
    assert problem.options[0].costs["uren"] == Decimal("0.1")
    write_json(problem, path)
    assert read_json(path) == problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"options": [}', "line 1, column 14: this is no JSON"),
        ('{"options": {}}', r"options is \{\}: give a list"),
        ('{"optoins": []}', "optoins is not known; known are ballot"),
        ("[]", r"the file is \[\]: give an object"),
        ('{"options": [{}]}', r"options\[0\].id is missing"),
        ('{"options": [{"id": 3}]}', r"options\[0\].id is 3: give a text"),
        ('{"options": [{"id": "a", "costs": {"euro": "veel"}}]}', r"options\[0\].costs.euro is 'veel': give a number"),
        ('{"options": [{"id": "a", "costs": {"euro": "1/0"}}]}', r"options\[0\].costs.euro is '1/0': give a number"),
        ('{"options": [{"id": "a", "costs": []}]}', r"options\[0\].costs is \[\]: give an object"),
        ('{"options": [{"id": "a", "requires": [1]}]}', r"options\[0\].requires is 1: give ids"),
        ('{"options": [{"id": "a", "consents": {"groen": "ja"}}]}', r"consents.groen is 'ja': give one of known"),
        ('{"parties": [{"id": "A", "weight": true}]}', r"parties\[0\].weight is True: give a number"),
        ('{"parties": [{"id": "A", "weight": NaN}]}', "NaN stands where a number should be"),
        ('{"utilities": {"want": 1}}', "utilities are of want: give those of"),
    ],
)
def test_it_says_where_in_the_json_something_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "plein.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=words):
        read_json(path)
