"""The addresses of this app."""

from django.urls import path

from raakvlak.desk.views import (
    afterwards,
    appointments,
    contact,
    correct,
    encounter,
    map_page,
    note,
    outside,
    parties,
    party,
    plan,
    promises,
    search,
    series,
    take,
    today,
    where,
)

app_name = "desk"
urlpatterns = [
    # Vandaag and my own time outside
    path("", today.today, name="today"),
    path("buiten/", outside.show_outside, name="outside"),
    path("buiten/<str:day>/", outside.edit_outside_day, name="outside_day"),
    # people
    path("mensen/", parties.list_parties, name="parties"),
    path("mensen/downloaden/", take.take_parties, name="take_parties"),
    path("mensen/nieuw/", party.add_party, name="add_party"),
    path("mensen/<int:party_id>/", party.show_party, name="party"),
    path("mensen/<int:party_id>/aanpassen/", party.edit_party, name="edit_party"),
    path("mensen/<int:party_id>/contact/", contact.contact_points, name="contact_points"),
    path(
        "mensen/<int:party_id>/contact/<int:contact_point_id>/weghalen/",
        contact.take_contact_point_away,
        name="remove_contact_point",
    ),
    path("zoeken/", search.search, name="search"),
    # notes
    path("noteer/", note.note, name="note"),
    path("noteer/reeks/", series.series, name="series"),
    path("noteer/zoek/", note.suggest, name="suggest"),
    path("noteer/waar/", where.where, name="where"),
    path("gesprekken/", encounter.list_encounters, name="encounters"),
    path("gesprekken/downloaden/", take.take_talks, name="take_talks"),
    # talks that are planned
    path("gesprekken/gepland/", appointments.list_appointments, name="appointments"),
    path("gesprekken/gepland/nieuw/", plan.plan, name="plan"),
    path("gesprekken/gepland/<uuid:appointment_uuid>/", appointments.show_appointment, name="appointment"),
    path("gesprekken/gepland/<uuid:appointment_uuid>/aanpassen/", plan.replan, name="replan"),
    path("gesprekken/gepland/<uuid:appointment_uuid>/achteraf/", afterwards.note_afterwards, name="note_afterwards"),
    path("gesprekken/gepland/<uuid:appointment_uuid>/geweest/", appointments.finish, name="finish_appointment"),
    path("gesprekken/gepland/<uuid:appointment_uuid>/niet-door/", appointments.call_off, name="call_off"),
    path("gesprekken/gepland/<uuid:appointment_uuid>/terugzetten/", appointments.put_back, name="put_back"),
    # talks that were noted
    path("gesprekken/<uuid:encounter_uuid>/", encounter.show_encounter, name="encounter"),
    path("gesprekken/<uuid:encounter_uuid>/geschiedenis/", encounter.show_history, name="history"),
    path("gesprekken/<uuid:encounter_uuid>/uitgewerkt/", encounter.work_out, name="work_out"),
    path("gesprekken/<uuid:encounter_uuid>/aanpassen/", correct.correct, name="correct"),
    path("gesprekken/<uuid:encounter_uuid>/vorige/", correct.revert, name="revert"),
    path("gesprekken/<uuid:encounter_uuid>/intrekken/", correct.withdraw, name="withdraw"),
    path("gesprekken/<uuid:encounter_uuid>/terugzetten/", correct.restore, name="restore"),
    path("gesprekken/<uuid:encounter_uuid>/delen/", correct.widen, name="widen"),
    # the map
    path("situaties/kaart/", map_page.show_map, name="map"),
    path("situaties/kaart/punten/", map_page.map_points, name="map_points"),
    path("beloften/<int:promise_id>/afhandelen/", promises.settle, name="settle"),
    path("beloften/<int:promise_id>/heropenen/", promises.unsettle, name="unsettle"),
    path("beloften/<int:promise_id>/verzetten/", promises.move, name="move"),
]
