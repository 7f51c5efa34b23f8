"""The addresses of this app."""

from django.urls import path

from raakvlak.desk.views import contact, outside, parties, party, today

app_name = "desk"
urlpatterns = [
    # Vandaag and my own time outside
    path("", today.today, name="today"),
    path("buiten/", outside.show_outside, name="outside"),
    path("buiten/<str:day>/", outside.edit_outside_day, name="outside_day"),
    # people
    path("mensen/", parties.list_parties, name="parties"),
    path("mensen/nieuw/", party.add_party, name="add_party"),
    path("mensen/<int:party_id>/", party.show_party, name="party"),
    path("mensen/<int:party_id>/aanpassen/", party.edit_party, name="edit_party"),
    path("mensen/<int:party_id>/contact/", contact.contact_points, name="contact_points"),
    path(
        "mensen/<int:party_id>/contact/<int:contact_point_id>/weghalen/",
        contact.remove_contact_point,
        name="remove_contact_point",
    ),
]
