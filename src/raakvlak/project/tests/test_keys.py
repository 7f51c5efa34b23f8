"""The secrets of an installation: made once, kept closed, or taken from the environment."""

from collections.abc import Callable
from pathlib import Path

import pytest

from raakvlak.project import keys

Secret = Callable[..., str | list[str]]
SECRETS = [keys.secret_key, keys.fingerprint_key, keys.key_ring]


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RAAKVLAK_SECRET_KEY", "RAAKVLAK_FINGERPRINT_KEY", "RAAKVLAK_KEYS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_made_once_and_for_this_user_alone(secret: Secret, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert secret(data, in_tests=False) == secret(data, in_tests=False)
    assert data.stat().st_mode & 0o777 == 0o700
    (file,) = data.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("secret", SECRETS)
def test_every_installation_has_its_own(secret: Secret, tmp_path: Path) -> None:
    assert secret(tmp_path / "one", in_tests=False) != secret(tmp_path / "other", in_tests=False)


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAAKVLAK_SECRET_KEY", "from outside")
    monkeypatch.setenv("RAAKVLAK_KEYS", "newest, older")
    assert keys.secret_key(tmp_path, in_tests=False) == "from outside"
    assert keys.key_ring(tmp_path, in_tests=False) == ["newest", "older"]
    assert not list(tmp_path.iterdir())


def test_of_two_that_start_together_the_first_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.key"

    def somebody_was_first(_draft: Path, target: Path) -> None:
        target.write_text("the first")
        raise FileExistsError

    monkeypatch.setattr("os.link", somebody_was_first)
    assert keys.kept(path, "the second") == "the first"
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]
