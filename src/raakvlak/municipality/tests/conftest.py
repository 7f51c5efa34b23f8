"""The provider of the tests about accounts of work."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from raakvlak.municipality.tests.work import ROLES
from raakvlak.municipality.work_account.policy import Policy
from raakvlak.web.tests.provider import Says, provider_that_says


@pytest.fixture
def says(settings: Any, db: None) -> Iterator[Says]:
    """Log in here with accounts of a provider that says what a test wants."""
    cache.clear()
    with provider_that_says() as says:
        settings.RAAKVLAK_OIDC = says.provider
        yield says


@pytest.fixture
def with_roles(settings: Any, says: Says) -> Says:
    """Let the provider say who has which role."""
    settings.RAAKVLAK_OIDC_POLICY = Policy(roles=ROLES)
    return says
