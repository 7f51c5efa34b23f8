"""Files of votes: what Polis exports in its several ways, plain columns, and everything that may be wrong with them."""

import tracemalloc
from pathlib import Path

import pytest

from draagvlak.opinions import read_votes

EVENTS = """\
timestamp,datetime,comment-id,voter-id,vote
30,late,0,5,1
10,early,0,5,-1
20,noon,1,5,-1
20,noon,0,11,-1
20,noon,2,7,1
"""
COMMENTS = """\
timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1,x,0,5,1,2,1,"Meer groen, minder steen"
1,x,1,5,0,1,0,Een bankje
1,x,2,7,1,0,-1,Onzin
"""
MATRIX = """\
participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2
5,,0,0,2,1,1,1,-1,
7,,,0,1,1,0,,,1
11,,1,0,1,0,1,-1,,
"""
PLAIN = """\
participant,statement,vote,source,weight
An,bank,eens,web,2
Bo,bank,-1,paper,
An,boom,pass,web,2
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    (tmp_path / "votes.csv").write_text(EVENTS)
    (tmp_path / "comments.csv").write_text(COMMENTS)
    (tmp_path / "participants-votes.csv").write_text(MATRIX)
    return tmp_path


def turned(text: str) -> str:
    """Write 1 for disagree, as Polis does inside."""
    lines = text.splitlines()
    return "\n".join([lines[0], *(line[:-1] + "-1" if line.endswith(",1") else line[:-2] + "1" for line in lines[1:])])


def test_the_newest_vote_counts_and_rejected_statements_do_not(export: Path) -> None:
    votes = read_votes(export)
    assert (votes.participants, votes.statements) == ((5, 11), (0, 1))
    assert votes.values.tolist() == [1, -1, -1]
    assert votes.texts == ("Meer groen, minder steen", "Een bankje")
    assert votes.reading is not None
    assert (votes.reading.repeated_votes, votes.reading.rejected_statements, votes.reading.rejected_votes) == (1, 1, 1)


def test_a_matrix_says_the_same_as_events(export: Path) -> None:
    events, matrix = read_votes(export / "votes.csv"), read_votes(export / "participants-votes.csv")
    assert (events.participants, events.statements, events.texts) == (
        matrix.participants,
        matrix.statements,
        matrix.texts,
    )
    assert events.values.tolist() == matrix.values.tolist()


@pytest.mark.parametrize("is_turned", [False, True])
def test_which_sign_agrees_is_seen_in_what_polis_counted(export: Path, *, is_turned: bool) -> None:
    (export / "votes.csv").write_text(turned(EVENTS) if is_turned else EVENTS)
    votes = read_votes(export)
    assert votes.values.tolist() == [1, -1, -1]
    assert votes.reading is not None
    assert votes.reading.is_sign_turned is is_turned


def test_a_matrix_alone_is_held_against_its_own_counts(export: Path) -> None:
    (export / "comments.csv").unlink()
    (export / "participants-votes.csv").write_text(
        MATRIX.replace("2,1,1,1,-1,", "2,1,1,-1,1,").replace(",-1,,", ",1,,")
    )
    assert read_votes(export / "participants-votes.csv", agree=1).values.tolist() == [-1, 1, 1, 1]
    (export / "participants-votes.csv").write_text(
        "participant,group-id,n-votes,n-agree,n-disagree,0,1\n5,0,2,2,0,-1,-1\n7,0,1,0,1,1,\n"
    )
    assert read_votes(export / "participants-votes.csv").values.tolist() == [1, 1, -1]


def test_who_reads_can_say_which_sign_agrees(export: Path) -> None:
    assert read_votes(export, agree=-1).values.tolist() == [-1, 1, 1]
    with pytest.raises(ValueError, match="agree is 2"):
        read_votes(export, agree=2)


def test_plain_columns_are_read_with_source_and_weight(tmp_path: Path) -> None:
    (tmp_path / "round.csv").write_text(PLAIN)
    (tmp_path / "statements.csv").write_text("statement,text\nbank,Een bankje\nboom,Een boom\n")
    votes = read_votes(tmp_path / "round.csv")
    assert (votes.participants, votes.statements) == (("An", "Bo"), ("bank", "boom"))
    assert votes.values.tolist() == [1, 0, -1]
    assert votes.texts == ("Een bankje", "Een boom")
    assert votes.sources is not None
    assert votes.weights is not None
    assert [votes.source_names[place] for place in votes.sources] == ["web", "web", "paper"]
    assert votes.weights.tolist() == [2, 1]


def test_a_dutch_spreadsheet_separates_by_semicolons(tmp_path: Path) -> None:
    (tmp_path / "round.csv").write_text("\ufeff" + PLAIN.replace(",", ";"))
    assert read_votes(tmp_path / "round.csv").values.tolist() == [1, 0, -1]


def test_moments_may_be_written_as_dates(tmp_path: Path) -> None:
    file = tmp_path / "round.csv"
    file.write_text(
        "timestamp,participant,statement,vote\n2026-03-02,1,1,1\n2026-03-01T10:00:00Z,1,1,-1\n\n2026-03-01,2,1,-1\n"
    )
    assert read_votes(file).values.tolist() == [1, -1]


def test_ids_become_numbers_only_when_nothing_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "round.csv"
    file.write_text("participant,statement,vote\n7,1,1\n007,1,-1\n")
    assert read_votes(file).participants == ("007", "7")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "votes.csv, line 1: no columns participant"),
        ("a,b\n1,2\n", "votes.csv, line 1: no columns participant"),
        ("participant,statement,vote\n", "there are no votes in it"),
        ("participant,statement,vote\n1,1,1\n2,1,3\n", "votes.csv, line 3: '3' is no vote"),
        ("participant,statement,vote\n1,1\n", "votes.csv, line 2: 2 values for 3 columns"),
        ("participant,statement,vote\n,1,1\n", "line 2: the participant is empty"),
        ("participant,statement,vote\n1,,1\n", "line 2: the statement is empty"),
        ("participant,statement,vote\n1,1,1\n", "nobody disagrees with anything"),
        ("participant,statement,vote\n1,1,-1\n2,1,0\n", "nobody agrees with anything"),
        ("participant,statement,vote,weight\n1,1,1,0\n", "line 2: weight 0 of participant 1"),
        ("participant,statement,vote,weight\n1,1,1,x\n", "line 2: could not convert"),
        ("participant,statement,vote,weight\n1,1,1,2\n1,2,1,3\n", "line 3: participant 1 weighs 3 here, and 2.0"),
        ("participant,statement,vote,timestamp\n1,1,1,noon\n", "line 2: timestamp 'noon' is no number"),
        ("comment-id,voter-id,vote\n9,1,1\n", "line 2: statement 9 does not occur in comments.csv"),
        ("comment-id,voter-id,vote\n2,1,1\n", "votes on rejected statements only"),
        (MATRIX + "5,,0,0,2,1,1,1,-1,\n", "line 5: participant 5 has a row already"),
        (MATRIX + "6,,0\n", "line 5: 3 values for 10 columns"),
    ],
)
def test_it_says_what_is_wrong_and_where(export: Path, text: str, words: str) -> None:
    (export / "votes.csv").write_text(text)
    with pytest.raises(ValueError, match=words):
        read_votes(export)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("comment-id,agrees\n0,1\n", "comments.csv, line 1: there is no column comment-body"),
        ("comment-id,comment-body\n0,a\n0,b\n", "comments.csv, line 3: statement '0' is empty or stands there twice"),
        ("comment-id,comment-body,agrees,disagrees\n0,a,x,1\n", "comments.csv, line 2: agrees and disagrees"),
    ],
)
def test_it_says_what_is_wrong_with_statements(export: Path, text: str, words: str) -> None:
    (export / "comments.csv").write_text(text)
    with pytest.raises(ValueError, match=words):
        read_votes(export)


def test_a_folder_without_votes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no votes\.csv"):
        read_votes(tmp_path)


def test_reading_needs_at_most_forty_bytes_for_a_vote(tmp_path: Path) -> None:
    file = tmp_path / "round.csv"
    with file.open("w") as lines:
        lines.write("timestamp,participant,statement,vote\n")
        lines.writelines(
            f"{(number * 7919) % 40_000},{number % 400},{number // 400},{number % 3 - 1}\n" for number in range(40_000)
        )
    read_votes(file)  # what is loaded and compiled the first time is not counted
    tracemalloc.start()
    votes = read_votes(file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(votes) == 40_000
    assert most / len(votes) <= 40
