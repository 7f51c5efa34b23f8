"""Let nothing that was typed be lost when the log-in has expired meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]

NOT_KEPT = ("csrfmiddlewaretoken",)
MAIN_FIELDS = ("working_note", "line", "text", "outcome", "why")


def keeps_typed(view: View) -> View:
    """Give back to somebody who is no longer logged in what she sent, with the way to send it again.

    Nothing is stored: the text stands in the page that answers. After logging in elsewhere the form no longer has a
    valid token; `again` then shows the filled form to her, for her to send.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            return _given_back(request)
        return view(request, *args, **kwargs)

    def again(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        request.is_unsure = True  # type: ignore[attr-defined]  # `is_sure` reads it
        return guarded(request, *args, **kwargs)

    guarded.again = again  # type: ignore[attr-defined]  # where a token fails, it is called
    return guarded


def is_sure(request: HttpRequest) -> bool:
    """Tell whether this request surely comes from our own form; otherwise nothing may be stored."""
    return not getattr(request, "is_unsure", False)


def _given_back(request: HttpRequest) -> HttpResponse:
    pairs = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]
    main = next((name for name in MAIN_FIELDS if name in request.POST), "")
    context = {
        "main": main,
        "text": request.POST.get(main, ""),
        "rest": [pair for pair in pairs if pair[0] != main],
        "path": request.path,
    }
    return render(request, "desk/given_back.html", context, status=403)
