"""Bring together a form that was filled in and an action that may refuse it."""

from collections.abc import Callable
from typing import ParamSpec

from django.core.exceptions import ValidationError
from django.forms import BaseForm

P = ParamSpec("P")


def attempt(form: BaseForm, action: Callable[P, object], *args: P.args, **values: P.kwargs) -> bool:
    """Act; tell whether it was done, and say in the form what the action refused."""
    try:
        action(*args, **values)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
