"""The addresses of this app."""

from django.urls import path

from raakvlak.resolutions.views import (
    answers,
    briefings,
    contributions,
    leaning,
    matrix,
    options,
    pages,
    reactions,
    report,
    steps,
    taking,
    telling,
)

app_name = "resolutions"
HERE = "situaties/<int:situation_id>/opties/"
OPTION = f"{HERE}<uuid:option_uuid>/"
INPUT = "situaties/<int:situation_id>/inbreng/"
CONTRIBUTION = f"{INPUT}<uuid:contribution_uuid>/"
PARTY = f"{HERE}mensen/<int:party_id>/"
HEARD = "situaties/<int:situation_id>/wat-horen-we/"
DRAFT = f"{HEARD}<uuid:draft_uuid>/"
urlpatterns = [
    path(HERE, options.options, name="options"),
    path(f"{HERE}nieuw/", options.add, name="add_option"),
    path(f"{HERE}samenvoegen/", steps.merge, name="merge_options"),
    path(OPTION, options.option, name="option"),
    path(f"{OPTION}wijzig/", options.edit, name="edit_option"),
    path(f"{OPTION}van-tafel/", steps.withdraw, name="withdraw_option"),
    path(f"{OPTION}terug/", steps.put_back, name="put_back_option"),
    path(f"{OPTION}klus/", steps.make_task, name="make_task"),
    path(f"{OPTION}splitsen/", steps.split, name="split_option"),
    path(f"{OPTION}belangen/", steps.interests, name="option_interests"),
    # what it asks of the house
    path(f"{OPTION}mogelijkheden/", leaning.possibilities, name="find_possibilities"),
    path(f"{OPTION}mogelijkheden/<int:possibility_id>/", leaning.lean, name="lean_on"),
    path(f"{OPTION}mogelijkheden/<int:possibility_id>/los/", leaning.let_go, name="stop_leaning"),
    path(f"{OPTION}middelen/<str:cost_kind>/", taking.means, name="name_means"),
    path(f"{OPTION}middelen/<str:cost_kind>/reserveren/", taking.reserve, name="reserve_for_option"),
    path(f"{OPTION}vragen/<int:department_id>/", taking.ask, name="ask_department"),
    # who stands where
    path(f"{HERE}matrix/", matrix.matrix, name="matrix"),
    path(f"{HERE}kaartjes/", matrix.cards, name="cards"),
    path(f"{HERE}reacties/", reactions.grid, name="grid"),
    path(f"{HERE}reacties/<int:reaction_id>/vergissing/", reactions.mistake, name="take_back_reaction"),
    path(PARTY, reactions.party, name="party"),
    path(f"{PARTY}link/", pages.ask, name="ask_party"),
    path(f"{PARTY}link/weg/", pages.close, name="close_page"),
    # what do we hear
    path(HEARD, briefings.of_situation, name="briefings"),
    path(f"{HEARD}nieuw/", briefings.add, name="add_briefing"),
    path(f"{DRAFT}wijzig/", briefings.edit, name="edit_briefing"),
    path(f"{DRAFT}vastleggen/", briefings.freeze, name="freeze_briefing"),
    path(f"{DRAFT}weg/", briefings.drop, name="drop_briefing"),
    path(f"{HEARD}<uuid:briefing_uuid>/intrekken/", briefings.withdraw, name="withdraw_briefing"),
    path("in-huis/wat-horen-we/", briefings.of_house, name="house_briefings"),
    path("in-huis/wat-horen-we/<uuid:briefing_uuid>/", briefings.briefing, name="briefing"),
    # of one party, without logging in
    # what was brought in, and what was done with it
    path(INPUT, contributions.contributions, name="contributions"),
    path(f"{INPUT}nieuw/", contributions.add, name="add_contribution"),
    path(f"{INPUT}nieuw/veel/", contributions.add_many, name="add_contributions"),
    path(f"{INPUT}antwoord/", answers.answer_many, name="answer"),
    path(f"{INPUT}vertellen/", telling.tell, name="tell"),
    path(f"{INPUT}vertellen/zelf/", telling.tell_by_hand, name="tell_by_hand"),
    path(f"{INPUT}vertellen/opnieuw/", telling.tell_again, name="tell_again"),
    path(f"{INPUT}verslag/", report.report, name="report"),
    path(f"{INPUT}uit-reactie/<int:reaction_id>/", contributions.take_condition, name="take_condition"),
    path(f"{INPUT}uit-inzicht/<int:insight_id>/", contributions.take_insight, name="take_insight"),
    path(f"{INPUT}uit-optie/<uuid:option_uuid>/", contributions.take_option, name="take_option"),
    path(CONTRIBUTION, contributions.contribution, name="contribution"),
    path(f"{CONTRIBUTION}wijzig/", contributions.edit, name="edit_contribution"),
    path(f"{CONTRIBUTION}weg/", contributions.drop, name="drop_contribution"),
    path("reactie/<str:token>/", pages.own, name="own"),
    path("reactie/<str:token>/dank/", pages.thanked, name="thanked"),
]
