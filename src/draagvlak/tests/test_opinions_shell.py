"""Maps and scores from the shell: words, JSON and a page out of a file of votes."""

import html.parser
import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from draagvlak.__main__ import main
from draagvlak.opinions import (
    OpinionMap,
    Reading,
    Verdict,
    Votes,
    find_groups,
    fit,
    opinion_map,
    rake,
    support,
    votes_from_arrays,
)
from draagvlak.opinions.backgrounds import raked
from draagvlak.opinions.groups import Trial
from draagvlak.opinions.report.page import as_page
from draagvlak.opinions.report.picture import MOST_PEOPLE, Crowd, picture
from draagvlak.opinions.report.telling_map import told_map
from draagvlak.opinions.report.words import in_words
from draagvlak.opinions.scoring import SIMPLE_WAYS, WAYS, score
from draagvlak.opinions.shell import Progress
from draagvlak.opinions.support import distinctions

NONE_SHOWN = [Verdict.TOO_FEW_PEOPLE, Verdict.ONE_CLOUD, Verdict.FLOWING, Verdict.UNSTABLE]
VOID = {"meta", "rect", "path", "circle", "use", "ellipse"}


def conversation(*, people: int = 40, statements: int = 12, seed: int = 0) -> Votes:
    """Draw votes of people of whom half mostly agree with one half of the statements, and all with the last."""
    random = np.random.default_rng(seed)
    who, what = np.nonzero(random.random((people, statements)) < 0.8)
    chance = np.where(what == statements - 1, 0.97, np.where(who % 2 == what % 2, 0.9, 0.1))
    votes = np.where(random.random(len(who)) < 0.05, 0, np.where(random.random(len(who)) < chance, 1, -1))
    return votes_from_arrays(who, what, votes)


def in_two_groups(votes: Votes) -> OpinionMap:
    model = fit(votes)
    groups = find_groups(votes, model, count=2)
    inside = support(votes, groups.memberships)
    found = opinion_map(votes, model=model, gate=False)
    return replace(found, groups=groups, group_support=inside, distinctions=distinctions(inside))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, votes = tmp_path_factory.mktemp("round"), conversation()
    lines = zip(votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True)
    path = folder / "votes.csv"
    path.write_text("participant,statement,vote\n" + "".join(f"{who},{what},{vote}\n" for who, what, vote in lines))
    told = "".join(f'{what},"Stelling <{what}> & meer."\n' for what in range(12))
    (folder / "statements.csv").write_text("statement,text\n" + told)
    return path


class Reader(html.parser.HTMLParser):
    """Reads a page as a browser would, and holds that what is opened is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _attributes in self.seen)


def test_a_map_is_told_in_words_json_and_a_page(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page_path, json_path = file.parent / "map.html", file.parent / "map.json"
    assert main(["map", str(file), "--html", str(page_path), "--json", str(json_path), "--seed", "3"]) == 0
    words = capsys.readouterr()
    assert words.err == ""
    for heading in ("Kaart van meningen", "Groepen", "Waar mensen het over eens zijn", "Hoe zeker is dit?"):
        assert f"{heading}\n" in words.out
    assert "Stelling <11> & meer." in words.out
    told = json.loads(json_path.read_text())
    assert len(told["positions"]) == 40
    assert told["texts"][11] == "Stelling <11> & meer."
    page = page_path.read_text()
    reader = Reader(page)
    assert reader.open == []
    assert "Stelling &lt;11&gt; &amp; meer." in page
    assert [reader.count(tag) for tag in ("script", "link", "img", "h1")] == [0, 0, 0, 1]


def test_a_page_says_everything_without_its_drawing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page_path = file.parent / "map.html"
    assert main(["map", str(file), "--html", str(page_path), "--classic"]) == 0
    assert "zoals Polis die tekent" in capsys.readouterr().out
    reader = Reader(page_path.read_text())
    tables = reader.count("table")
    assert tables == reader.count("caption") > 2
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in reader.seen if tag == "th")
    drawings = [attributes for tag, attributes in reader.seen if tag == "svg"]
    assert all("aria-labelledby" in one or one.get("aria-hidden") == "true" for one in drawings)
    assert ("html", {"lang": "nl"}) in reader.seen


def test_the_classic_map_is_written_as_json(file: Path) -> None:
    json_path = file.parent / "classic.json"
    assert main(["map", str(file), "--classic", "--json", str(json_path)]) == 0
    assert json.loads(json_path.read_text())["kind"] == "classic"


def test_hidden_votes_are_told_better_by_who_knows_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(file), "--folds", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("verborgen in 3 delen en voorspeld uit de andere.")
    told = {line[:26].strip(): float(line[26:36].replace(",", ".")) for line in lines[3:8]}
    assert told["het model"] < told["per stelling"]
    assert told["kaart van Polis"] < told["per stelling"]
    assert len(told) == len(WAYS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["map", "none.csv"], "No such file"),
        (["map", "empty"], "there is no votes.csv"),
        (["score", "wrong.csv"], "wrong.csv, line 2: '5' is no vote"),
        (["score", "few.csv", "--folds", "9"], "2 votes can't be hidden in 9 parts"),
    ],
)
def test_it_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "wrong.csv").write_text("participant,statement,vote\n1,1,5\n")
    (tmp_path / "few.csv").write_text("participant,statement,vote\n1,1,1\n2,1,-1\n")
    assert main([arguments[0], str(tmp_path / arguments[1]), *arguments[2:]]) == 2
    assert words in capsys.readouterr().err


def test_progress_shows_only_where_somebody_looks() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    silent, seen = StringIO(), Terminal()
    for to in (silent, seen):
        bar = Progress(to, steps=2)
        bar.step("leest de stemmen")
        bar.step("schrijft het verslag")
        bar.end()
    assert silent.getvalue() == ""
    assert "████████████············] schrijft het verslag" in seen.getvalue()
    assert seen.getvalue().endswith("\r\x1b[K")


# --- What a report tells


def test_groups_are_told_with_letters_and_shares() -> None:
    votes = conversation(people=60, statements=30)
    found = in_two_groups(votes)
    told = told_map(found, votes)
    assert told.groups[0].startswith("Er zijn 2 groepen. Of die blijven")
    stable = replace(found, groups=replace(found.groups, trial=Trial(Verdict.STABLE)))
    assert "die terugkomen" in told_map(stable, votes).groups[0]
    assert told.tables[0].parts == ("Groep A", "Groep B")
    assert any(table.heading == "Wat groep B anders maakt" and table.lines for table in told.tables)
    page = as_page(told)
    assert ">A</text>" in page
    assert "Groep B" in in_words(told)


def test_groups_of_yes_sayers_get_no_names() -> None:
    votes = conversation(people=60, statements=30)
    found = in_two_groups(votes)
    groups = replace(found.groups, is_yes_saying=True)
    told = told_map(replace(found, groups=groups, distinctions=None), votes)
    assert "een manier van stemmen, geen kamp" in told.groups[0]
    assert not any("anders maakt" in table.heading for table in told.tables)


@pytest.mark.parametrize("verdict", NONE_SHOWN)
def test_it_says_why_there_are_no_groups(verdict: Verdict) -> None:
    votes = conversation(people=10)
    found = opinion_map(votes)
    told = told_map(replace(found, groups=replace(found.groups, trial=Trial(verdict))), votes)
    assert told.groups[0].startswith("We laten geen groepen zien.")
    assert len(told.groups[0]) > 40


def test_sources_stand_apart_in_tables() -> None:
    votes = conversation()
    sources = np.where(votes.rows % 3 == 0, "papier", "web").tolist()
    by_source = votes_from_arrays(votes.rows, votes.columns, votes.values, sources=sources, weights={0: 2.0})
    told = told_map(opinion_map(by_source, gate=False), by_source)
    assert told.tables[0].parts[-2:] == ("papier", "web")
    assert told.weighed is not None
    assert "gewicht dat in het bestand staat" in told.weighed.sentences[0]


@pytest.fixture
def population(tmp_path: Path) -> list[str]:
    """Write who is how old (everybody with an even number is old), and how old the population is."""
    ages = "".join(f"{who},{'oud' if who % 2 == 0 else 'jong'}\n" for who in range(39))
    (tmp_path / "people.csv").write_text("participant,leeftijd\n" + ages)
    (tmp_path / "shares.csv").write_text("trait;stratum;share\nleeftijd;jong;3\nleeftijd;oud;1\nleeftijd;kind;1\n")
    return ["--people", str(tmp_path / "people.csv"), "--shares", str(tmp_path / "shares.csv")]


def test_weights_are_told_with_what_they_change(
    file: Path, population: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    page_path, json_path = file.parent / "weighed.html", file.parent / "weighed.json"
    asked = ["map", str(file), *population, "--html", str(page_path), "--json", str(json_path)]
    assert main(asked) == 0
    words, page = capsys.readouterr().out.replace("\n", " "), page_path.read_text().replace("&#160;", " ")
    for told in (
        "Leeftijd jong: 49 % van wie meedeed, 60 % van de bevolking. Telt nu voor 75 %.",
        "Niemand gehoord (leeftijd): kind. Daar helpt geen gewicht tegen. Ga langs.",
        "40 mensen tellen samen zo voor 32 gelijke stemmen",
        "Wat gewichten veranderen",
        "Niet iedereen telt even zwaar: zie ‘Wie telt hoe zwaar’.",
    ):
        assert told in words
        assert told in page
    assert Reader(page).open == []
    weighing = json.loads(json_path.read_text())["weighing"]
    assert weighing["raking"]["unheard"] == {"leeftijd": ["kind"]}
    assert weighing["support"]["agree"][0] != json.loads(json_path.read_text())["support"]["agree"][0]


def test_common_ground_that_comes_and_goes_with_weights_is_counted() -> None:
    people, statements = np.divmod(np.arange(80), 2)
    votes = votes_from_arrays(people, statements, np.where((people < 20) == (statements == 0), 1, -1))
    old = np.arange(40) < 20
    raking = rake({"age": np.where(old, "old", "young").tolist()}, {"age": {"old": 9, "young": 1}})
    told = told_map(opinion_map(votes, raking=raking), votes).weighed
    assert told is not None
    assert "Waar mensen het zeker over eens zijn, verandert: 1 stelling komt erbij." in told.sentences
    assert told.changes.lines[0].everybody.share == pytest.approx(0.9)
    [alike] = told.changes.lines[0].parts
    assert alike is not None
    assert alike.share == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("people", "shares", "complaint"),
    [
        ("who,age\n1,old\n", "trait,stratum,share\nage,old,1\n", "people.csv, line 1: there is no column participant"),
        ("participant\n1\n", "trait,stratum,share\nage,old,1\n", "people.csv, line 1: there is no column age"),
        ("participant,age\n1,odd\n", "trait,stratum,share\nage,old,1\n", "line 2: shares.csv has no share for age odd"),
        ("participant,age\n1,old\n1,old\n", "trait,stratum,share\nage,old,1\n", "line 3: participant 1 stands there"),
        ("participant,age\n1,old\n", "trait,stratum,share\nage,old,1\nage,old,2\n", "line 3: age old stands there"),
        ("participant,age\n1,old\n", "trait,stratum,share\nage,old,half\n", "line 2: share 'half' is no number"),
        ("participant,age\n1,old\n", "trait,stratum,share\n", "shares.csv: there are no shares in it"),
    ],
)
def test_it_says_what_is_wrong_with_people_and_shares(tmp_path: Path, people: str, shares: str, complaint: str) -> None:
    paths = tmp_path / "people.csv", tmp_path / "shares.csv"
    for path, text in zip(paths, (people, shares), strict=True):
        path.write_text(text)
    with pytest.raises(ValueError, match=re.escape(complaint)):
        raked(votes_from_arrays([1, 2], [7, 7], [1, -1]), *paths)


def test_weights_need_both_files_and_the_map_of_votes(
    file: Path, population: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", str(file), *population[:2]]) == 2
    assert "give both --people and --shares" in capsys.readouterr().err
    assert main(["map", str(file), *population, "--classic"]) == 2
    assert "knows no weights" in capsys.readouterr().err


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_a_drawing_has_a_dot_a_haze_and_words_for_each(axes: int) -> None:
    random = np.random.default_rng(axes)
    crowd = Crowd(
        random.normal(size=(9, axes)),
        covariances=np.tile(np.eye(axes) / 4, (9, 1, 1)),
        groups=np.array([0, 1, -1] * 3),
        centres=random.normal(size=(2, axes)),
        spread=np.eye(axes),
    )
    drawing = ElementTree.fromstring(picture(crowd, title="Kaart & meer", description="Negen mensen <hier>."))  # noqa: S314 – our own
    assert [len(list(drawing.iter(tag))) for tag in ("use", "ellipse", "text")] == [9, 11, 2]
    assert drawing.findtext("desc") == "Negen mensen <hier>."


def test_of_a_city_only_some_people_are_drawn() -> None:
    crowd = Crowd(np.random.default_rng(1).normal(size=(3 * MOST_PEOPLE, 2)))
    assert picture(crowd, title="Kaart", description="Veel mensen.").count("<use") == MOST_PEOPLE


def test_it_tells_what_was_left_out_of_a_file() -> None:
    votes = replace(
        conversation(),
        reading=Reading(repeated_votes=1200, rejected_statements=1, rejected_votes=3, is_sign_turned=True),
    )
    told = "\n".join(told_map(opinion_map(votes, gate=False), votes).certainty)
    for words in ("1.200 keer", "1 stelling is afgekeurd", "3 stemmen daarover", "betekende -1 ‘eens’"):
        assert words in told


def test_somebody_alone_is_one_person() -> None:
    votes = votes_from_arrays([1], [7], [1])
    told = told_map(opinion_map(votes), votes)
    assert told.summary[0] == "1 mens stemde 1 keer, over 1 stelling."
    assert "1 mens staat op de kaart" in told.map_words


# --- Scores


def test_a_score_is_that_of_the_hidden_votes_only() -> None:
    votes = conversation()
    scores = {found.name: found for found in score(votes, SIMPLE_WAYS)}
    assert {found.votes for found in scores.values()} == {np.count_nonzero(votes.values)}
    assert scores["statement"].accuracy < 0.75
    assert scores["classic positions"].accuracy > 0.8
    assert scores["classic groups"].log_loss < scores["overall"].log_loss < 0.7
    assert scores == {found.name: found for found in score(votes, SIMPLE_WAYS)}
    assert scores["statement"].log_loss != score(votes, SIMPLE_WAYS, seed=1)[1].log_loss
