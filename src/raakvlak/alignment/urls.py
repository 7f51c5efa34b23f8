"""The addresses of this app."""

from django.urls import path

from raakvlak.alignment.views import (
    answers,
    figures,
    home,
    lanes,
    possibilities,
    requests,
    situation,
    suggestions,
    task,
    thresholds,
    words,
)

app_name = "alignment"
REQUEST = "situaties/<int:situation_id>/vragen/<uuid:request_uuid>/"
LANE = f"{REQUEST}<int:lane_id>/"
WISH = "situaties/<int:situation_id>/wat-kan-helpen/<str:wish>/"
PAIR = "in-huis/woordenlijst/<int:pair_id>/"
POSSIBILITY = "in-huis/mogelijkheden/<int:possibility_id>/"
THRESHOLD = "in-huis/drempels/<uuid:threshold_uuid>/"
urlpatterns = [
    path("in-huis/", home.home, name="home"),
    # what is asked of me
    path("in-huis/gevraagd/", answers.asked, name="asked"),
    path("in-huis/gevraagd/<int:lane_id>/", answers.answer, name="answer"),
    path("vraag/<str:token>/", answers.answer_link, name="answer_link"),
    # what we ask
    path("situaties/<int:situation_id>/in-huis/", situation.situation, name="situation"),
    path("situaties/<int:situation_id>/vragen/nieuw/", requests.make, name="make_request"),
    path(REQUEST, requests.show, name="request"),
    path(f"{REQUEST}verstuur/", requests.send, name="send_request"),
    path(f"{REQUEST}intrekken/", requests.withdraw, name="withdraw_request"),
    path(f"{REQUEST}overnemen/", requests.take_over, name="take_over_request"),
    path(f"{REQUEST}bewoner/", requests.tell, name="tell_resident"),
    path(f"{REQUEST}klus/", task.make_task, name="make_task"),
    path(LANE, lanes.lane, name="lane"),
    path(f"{LANE}uitleg/", lanes.explain, name="explain"),
    path(f"{LANE}ander/", lanes.another, name="ask_another"),
    path(f"{LANE}bellen/", lanes.call, name="log_call"),
    path(f"{LANE}herinneren/", lanes.remind, name="remind"),
    path(f"{LANE}hulp/", lanes.escalate, name="escalate"),
    path(f"{LANE}zonder/", lanes.without, name="go_on_without"),
    path(f"{LANE}link/", lanes.link, name="make_answer_link"),
    path(f"{LANE}link/weg/", lanes.revoke, name="revoke_answer_link"),
    # what fits a wish
    path("situaties/<int:situation_id>/wat-kan-helpen/", suggestions.suggestions, name="suggestions"),
    path(WISH, suggestions.wish, name="wish"),
    path(f"{WISH}<int:possibility_id>/", suggestions.choose_one, name="choose"),
    path("situaties/<int:situation_id>/keuzes/<int:choice_id>/terug/", suggestions.undo, name="take_back_choice"),
    path("in-huis/woordenlijst/", words.words, name="words"),
    path("in-huis/woordenlijst/nieuw/", words.add, name="add_pair"),
    path("in-huis/woordenlijst/regels/", words.paste, name="paste_words"),
    path("in-huis/woordenlijst/downloaden/", words.take, name="take_words"),
    path(PAIR, words.change, name="change_pair"),
    path(f"{PAIR}weghalen/", words.remove, name="remove_pair"),
    path(f"{PAIR}weigeren/", words.refuse, name="refuse_pair"),
    path(f"{PAIR}toestaan/", words.allow, name="allow_pair"),
    # what stands in the way
    path("in-huis/drempels/", thresholds.thresholds, name="thresholds"),
    path("in-huis/cijfers/", figures.figures, name="figures"),
    path("situaties/<int:situation_id>/drempels/nieuw/", thresholds.name, name="name_threshold"),
    path(THRESHOLD, thresholds.threshold, name="threshold"),
    path(f"{THRESHOLD}antwoord/", thresholds.respond, name="respond_to_threshold"),
    path(f"{THRESHOLD}open/", thresholds.open_up, name="open_threshold"),
    path(f"{THRESHOLD}dicht/", thresholds.close, name="close_threshold"),
    # what could help
    path("in-huis/mogelijkheden/", possibilities.possibilities, name="possibilities"),
    path("in-huis/mogelijkheden/nieuw/", possibilities.write, name="write_possibility"),
    path(POSSIBILITY, possibilities.possibility, name="possibility"),
    path(f"{POSSIBILITY}aanpassen/", possibilities.correct, name="correct_possibility"),
    path(f"{POSSIBILITY}klopt-nog/", possibilities.check, name="check_possibility"),
    path(f"{POSSIBILITY}stoppen/", possibilities.end, name="end_possibility"),
    path(f"{POSSIBILITY}toch-wel/", possibilities.resume, name="resume_possibility"),
]
