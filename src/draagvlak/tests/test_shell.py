"""From the shell: a file in, what chance explains out."""

import subprocess
import sys
from pathlib import Path

import pytest

from draagvlak.__main__ import main

AREAS = "area,voices,residents\nKade,2,4000\nHof,30,5000\nDijk,28,5000\nHaven,3,\n"


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    path = tmp_path / "areas.csv"
    path.write_text(AREAS)
    return path


def test_it_tells_from_where_fewer_came(areas: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "draagvlak", "reach", areas], check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == [
        "area,voices,low,high,says",
        "Kade,2,10,25,fewer",
        "Hof,30,13,30,as chance",
        "Dijk,28,13,30,as chance",
        "Haven,3,,,",
    ]


def test_voices_that_came_at_once_count_for_less(areas: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reach", str(areas), "--clusters", "30", "28", "2"]) == 0
    assert "Kade,2,0,60,as chance" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("area,voices\nKade,2\n", "there is no column residents"),
        ("area,voices,residents\nKade,twee,3\n", "invalid literal"),
        ("area,voices,residents\nKade,-2,3\n", "whole numbers"),
    ],
)
def test_it_says_what_is_wrong_with_a_file(
    areas: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    areas.write_text(text)
    assert main(["reach", str(areas)]) == 2
    assert words in capsys.readouterr().err


def test_it_says_that_a_file_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reach", str(tmp_path / "none.csv")]) == 2
    assert "No such file" in capsys.readouterr().err


POSSIBILITIES = """\
id,text,area,begins_on,ends_on
7,Plaatsing van straatmeubilair,3,2026-01-01,
8,Uitbreiding van straatmeubilair,4,,
"""


def test_it_tells_what_could_help(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "words.txt").write_text("bankje > straatmeubilair\n")
    (tmp_path / "p.csv").write_text(POSSIBILITIES)
    asked = ["matching", str(tmp_path / "p.csv"), "Een bankje", "--areas", "3", "--list", str(tmp_path / "words.txt")]
    assert main(asked) == 0
    assert capsys.readouterr().out.splitlines() == [
        "id,said,found,how,pair",
        "7,bankje,straatmeubilair,related,bankje > straatmeubilair",
    ]
    assert main(asked[:3]) == 0
    assert {line[0] for line in capsys.readouterr().out.splitlines()[1:]} == {"7", "8"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id\n7\n", "there is no column text"),
        ("id,text\n7,\n", "the text of 7 is empty"),
        ("id,text\nx,y\n", "invalid"),
    ],
)
def test_it_says_what_is_wrong_with_possibilities(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    (tmp_path / "p.csv").write_text(text)
    assert main(["matching", str(tmp_path / "p.csv"), "Een bankje"]) == 2
    assert words in capsys.readouterr().err
