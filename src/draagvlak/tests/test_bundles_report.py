"""From the shell: bundles in words, as data, and as one page that stands alone."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from draagvlak.__main__ import main
from draagvlak.bundles import Ballot, Gradient, Means, Option, Party, Problem, bundle_of
from draagvlak.bundles.json_files import write_json
from draagvlak.bundles.matrix import matrix
from draagvlak.bundles.page import page_of
from draagvlak.bundles.report import Report, told

VOID = {"meta", "rect"}


@pytest.fixture
def plein(tmp_path: Path) -> Path:
    """Make a square where the one side wants trees, the other play, and parks has not said yes to a pond."""
    sides = {"noord": ["bomen", "vijver"], "zuid": ["speeltuin"]}
    options = [
        {"id": "bomen", "name": "Bomen <mooi>", "costs": {"euro": 500, "uren": 10}},
        {"id": "speeltuin", "costs": {"euro": 600, "uren": 2.5}},
        {"id": "vijver", "costs": {"euro": 300}, "consents": {"Parken": "asked"}},
    ]
    parties = [
        {"id": f"{side} {n}", "group": side, "reactions": dict.fromkeys(liked, "want")}
        for side, liked in sides.items()
        for n in range(3)
    ]
    parties += [
        {"id": "met mits", "reactions": {"speeltuin": "want"}, "conditions": {"speeltuin": {"requires": ["bomen"]}}},
        {"id": "stil", "group": "oost"},
    ]
    means = [{"id": "euro", "amount": 1000}, {"id": "uren", "amount": 20}]
    path = tmp_path / "plein.json"
    path.write_text(json.dumps({"name": "Plein", "means": means, "options": options, "parties": parties}))
    return path


def test_it_tells_in_words_what_is_in_each_bundle(plein: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bundle", str(plein), "--front", "--blockers"]) == 0
    said = capsys.readouterr().out
    assert "3 mogelijkheden, 8 mensen of groepen (7 gehoord). Er is: 1.000 euro, 20 uren." in said
    assert "Kost: 500 van 1.000 euro (50 %)" in said
    assert "Groep oost: niemand is gehoord" in said
    assert "een ja van Parken: steun + 3" in said


def test_one_rule_can_be_asked(plein: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bundle", str(plein), "--rule", "equal_shares", "--completion", "none"]) == 0
    said = capsys.readouterr().out
    assert "Gelijke delen" in said
    assert "Meeste steun" not in said


def test_it_writes_data_and_a_page(plein: Path, tmp_path: Path) -> None:
    out, page = tmp_path / "out.json", tmp_path / "out.html"
    assert main(["bundle", str(plein), "--json", str(out), "--html", str(page), "--front", "--blockers"]) == 0
    data = json.loads(out.read_text())
    assert [bundle["rule"] for bundle in data["bundles"]] == [
        "greedy",
        "equal_shares",
        "proportional",
        "most_supported",
        "fairest",
    ]
    assert data["bundles"][3]["proofs"][0]["gap"] == 0
    assert ["Parken"] in [one["ids"] for one in data["blockers"]]
    html = page.read_text()
    assert "Bomen &lt;mooi&gt;" in html
    assert "<mooi>" not in html
    assert all(outside not in html for outside in ("http", "<script", "url(", "<link"))


def test_the_page_is_well_formed_and_its_tables_have_captions_and_heads(plein: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    main(["bundle", str(plein), "--html", str(page), "--blockers"])
    walked = Walk()
    walked.feed(page.read_text())
    assert walked.open == []
    assert walked.count["table"] == walked.count["caption"] == 4
    assert walked.levels == sorted(walked.levels[:2]) + walked.levels[2:]
    assert walked.without_scope == 0


class Walk(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}
        self.levels: list[int] = []
        self.without_scope = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        self.without_scope += tag == "th" and "scope" not in dict(attrs)
        if tag in {"h1", "h2", "h3"}:
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_bundles_with_the_same_options_stand_together() -> None:
    problem = Problem((Option("a"), Option("b")))
    rules = [("greedy", "a"), ("fairest", "b"), ("proportional", "a")]
    report = Report(problem, tuple(bundle_of(problem, [option], rule=rule) for rule, option in rules))
    assert [title for title, _bundle in report.different] == ["Populairst eerst · Naar verhouding", "Het eerlijkst"]


def test_many_people_are_counted_together() -> None:
    many = tuple(Party(f"{n}", reactions={"a": Gradient.WANT}) for n in range(41))
    problem = Problem((Option("a"), Option("b")), parties=many)
    assert matrix(problem).rows[0][1][0] == '<td class="number want">41</td>'
    voters = tuple(Party(f"{n}", reactions={"a": 2}) for n in range(41))
    voted = matrix(Problem((Option("a"), Option("b")), parties=voters, ballot=Ballot.POINTS))
    assert voted.head == ("Mogelijkheid", "Mensen", "Punten", "Naast elkaar")
    assert '<td class="number">82</td>' in voted.rows[0][1]


def test_who_is_passed_over_is_told() -> None:
    parties = tuple(Party(f"{n}", reactions={"a": 1} if n < 3 else {"b": 1}) for n in range(6))
    options = (Option("a", costs={"euro": 1}), Option("b", costs={"euro": 1}))
    problem = Problem(options, (Means("euro", 3),), parties, ballot=Ballot.APPROVAL)
    report = Report(problem, (bundle_of(problem, ["a"]),))
    assert "Overgeslagen: 50 % wil samen b" in told(report)
    assert "Overgeslagen" in page_of(report)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("x.json", "{", "line 1, column 2: this is no JSON"), ("x.pb", "META\n", "there is no section PROJECTS")],
)
def test_it_says_what_is_wrong_with_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, words: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert main(["bundle", str(path)]) == 2
    assert words in capsys.readouterr().err


def test_it_reads_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.json"
    write_json(Problem((Option("bankje"),), name="Plein"), path)
    assert main(["bundle", str(path), "--rule", "greedy"]) == 0
    assert capsys.readouterr().out.startswith("Plein\n")
