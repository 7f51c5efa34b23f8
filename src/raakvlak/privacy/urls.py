"""The addresses of this app."""

from django.urls import path

from raakvlak.privacy.views import holds, klad, leave, log, party, registers, requests

app_name = "privacy"
urlpatterns = [
    path("", registers.home, name="home"),
    path("register/", registers.register, name="register"),
    path("binnenkort/", registers.ending, name="ending"),
    path("gewist/", registers.destructions, name="destructions"),
    path("mensen/<int:party_id>/", party.show_party, name="party"),
    path("mensen/<int:party_id>/alles/", party.ask_for_all, name="ask_for_all"),
    path("mensen/<int:party_id>/wissen/", party.erase, name="erase"),
    path("inzage/", requests.list_requests, name="requests"),
    path("inzage/<int:request_id>/", requests.show_request, name="request"),
    path("inzage/<int:request_id>/wissen/", requests.erase_requested, name="erase_requested"),
    path("niets-wissen/", holds.list_holds, name="holds"),
    path("niets-wissen/<int:situation_id>/", holds.change_hold, name="change_hold"),
    path("klad/", klad.list_openings, name="klads"),
    path("klad/vragen/", klad.ask, name="ask_klad"),
    path("klad/<int:opening_id>/", klad.decide, name="decide_klad"),
    path("klad/<int:opening_id>/lezen/", klad.read, name="read_klad"),
    path("klad/<int:opening_id>/gezien/", klad.seen, name="seen"),
    path("logboek/", log.list_cases, name="log"),
    path("logboek/<int:case_id>/", log.show_case, name="log_case"),
    path("vertrek/<int:member_id>/", leave.arrange, name="leave"),
]
