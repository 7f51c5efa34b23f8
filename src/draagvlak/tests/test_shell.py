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
