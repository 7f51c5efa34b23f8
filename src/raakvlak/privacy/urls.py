"""The addresses of this app."""

from django.urls import path

from raakvlak.privacy.views import handover, handover_things, holds, klad, leave, log, party, registers, requests

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
    path("klad/<int:opening_id>/fotos/<uuid:photo_uuid>/", klad.read_photo, name="read_klad_photo"),
    path("klad/<int:opening_id>/gezien/", klad.seen, name="seen"),
    path("logboek/", log.list_cases, name="log"),
    path("logboek/<int:case_id>/", log.show_case, name="log_case"),
    # handing over
    path("overdracht/", handover.list_handovers, name="handovers"),
    path("overdracht/nieuw/", handover.start, name="start_handover"),
    path("overdracht/<uuid:handover_uuid>/", handover.show_handover, name="handover"),
    path("overdracht/<uuid:handover_uuid>/team/", handover.seat, name="seat_receiver"),
    path("overdracht/<uuid:handover_uuid>/aanbieden/", handover.offer, name="offer_handover"),
    path("overdracht/<uuid:handover_uuid>/intrekken/", handover.withdraw, name="withdraw_handover"),
    path("overdracht/<uuid:handover_uuid>/aannemen/", handover.accept, name="accept_handover"),
    path("overdracht/<uuid:handover_uuid>/teruggeven/", handover.decline, name="decline_handover"),
    path("overdracht/<uuid:handover_uuid>/wat/", handover_things.list_things, name="handover_things"),
    path("overdracht/<uuid:handover_uuid>/laat-weg/", handover_things.leave_out, name="leave_out"),
    path("overdracht/<uuid:handover_uuid>/mensen/", handover_things.list_people, name="handover_people"),
    path("overdracht/<uuid:handover_uuid>/mensen/<int:party_id>/", handover_things.say_of, name="handover_party"),
    path("overdracht/<uuid:handover_uuid>/papier/", handover_things.paper, name="handover_paper"),
    path("overdracht/<uuid:handover_uuid>/vertellen/", handover_things.letter, name="handover_letter"),
    path("vertrek/<int:member_id>/", leave.arrange, name="leave"),
]
