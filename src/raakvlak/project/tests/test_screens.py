"""Every component, every page that belongs to nobody, and every error page: accessible in every look."""

from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Municipality
from raakvlak.project.tests.browser import Browse


@pytest.fixture
def gallery(settings: Any) -> str:
    """Put the page with all components at an address."""
    settings.ROOT_URLCONF = "raakvlak.project.tests.gallery"
    return "/gallery/"


@pytest.mark.browser
def test_all_components_are_accessible(browse: Browse, as_anna: Client, gallery: str) -> None:
    assert browse.problems(gallery, as_anna) == []


@pytest.mark.browser
def test_a_form_with_errors_is_accessible(browse: Browse, as_anna: Client, gallery: str) -> None:
    assert browse.problems(f"{gallery}?fout=1", as_anna) == []


PUBLIC = ["/inloggen/login/", "/inloggen/password/reset/", "/inloggen/password/reset/done/", "/nergens/"]
OF_A_USER = ["/inloggen/logout/", "/inloggen/password/change/", "/inloggen/2fa/", "/inloggen/reauthenticate/"]


@pytest.mark.browser
@pytest.mark.parametrize("path", PUBLIC)
def test_pages_of_nobody_are_accessible(browse: Browse, waterhoek: Municipality, path: str) -> None:
    assert browse.problems(path) == []
