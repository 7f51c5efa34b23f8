"""The addresses of this app."""

from django.urls import path

from raakvlak.resolutions.views import leaning, matrix, options, pages, reactions, steps, taking

app_name = "resolutions"
HERE = "situaties/<int:situation_id>/opties/"
OPTION = f"{HERE}<uuid:option_uuid>/"
PARTY = f"{HERE}mensen/<int:party_id>/"
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
    path("reactie/<str:token>/", pages.own, name="own"),
    path("reactie/<str:token>/dank/", pages.thanked, name="thanked"),
]
