"""What is in place before the site is served."""

import os
from pathlib import Path
from unittest.mock import Mock

import pytest
from pytest_django import Settings

from raakvlak.municipality.models import Member
from raakvlak.project import preparation


@pytest.fixture
def commands(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Stand in for Django's commands, which have tests of their own."""
    settings.DATA = tmp_path / "data"
    calls = Mock()
    monkeypatch.setattr(preparation, "call_command", calls)
    return calls


def names(commands: Mock) -> list[str]:
    return [call.args[0] for call in commands.call_args_list]


@pytest.mark.django_db
def test_an_empty_demo_gets_its_municipality(commands: Mock, settings: Settings) -> None:
    settings.DEMO = True
    preparation.prepare()
    assert names(commands) == ["migrate", "createcachetable", "collectstatic", "load_demo"]


def test_a_demo_with_somebody_in_it_is_left_as_it_was(commands: Mock, settings: Settings, anna: Member) -> None:
    settings.DEMO = True
    preparation.prepare()
    assert anna.pk
    assert "load_demo" not in names(commands)


@pytest.mark.django_db
def test_a_real_installation_stays_empty(commands: Mock, settings: Settings) -> None:
    settings.DEMO = False
    preparation.prepare()
    assert "load_demo" not in names(commands)


def test_the_data_folder_is_closed_to_others(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o755)
    preparation.make_data_folder()
    assert settings.DATA.stat().st_mode & 0o777 == 0o700


def test_static_files_are_collected_only_when_one_changed(commands: Mock, settings: Settings, tmp_path: Path) -> None:
    style = tmp_path / "static" / "style.css"
    style.parent.mkdir()
    style.write_text("body {}")
    settings.STATICFILES_DIRS = [style.parent]
    settings.DATA.mkdir()
    preparation.collect_static_files()
    preparation.collect_static_files()
    assert names(commands) == ["collectstatic"]
    os.utime(style, (0, 0))
    preparation.collect_static_files()
    assert names(commands) == ["collectstatic", "collectstatic"]
