import pytest
from django.test import Client
from django.urls import reverse
pytestmark = pytest.mark.django_db

def test_smoke(as_anna, situation, bench, fence, fatima, henk, say, anna, make_insight):
    i = make_insight(situation, anna)
    say(fatima, bench, "want", condition="mits laag")
    s=situation.pk
    for name, args in [("options",[s]),("add_option",[s]),("merge_options",[s]),("option",[s,bench.uuid]),("edit_option",[s,bench.uuid]),("withdraw_option",[s,bench.uuid]),("split_option",[s,bench.uuid]),("option_interests",[s,bench.uuid]),("matrix",[s]),("cards",[s]),("grid",[s]),("party",[s,fatima.pk]),("ask_party",[s,fatima.pk])]:
        r = as_anna.get(reverse(f"resolutions:{name}", args=args))
        assert r.status_code == 200, name
        if name=="matrix": print(r.content.decode()[3000:])
    for g in ("soort","gebied","belang"):
        assert as_anna.get(reverse("resolutions:matrix",args=[s])+f"?samen={g}").status_code==200
    assert as_anna.get(f"/situaties/{s}/").status_code==200
