"""How these laws are tried: with time enough, for the machine may be busy."""

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    settings.load_profile("patient")
