"""The addresses of this app."""

from django.urls import path

from raakvlak.support.views import means, reservations

app_name = "support"
urlpatterns = [
    path("in-huis/middelen/", means.list_means, name="list"),
    path("in-huis/middelen/nieuw/", means.make, name="make"),
    path("in-huis/middelen/<int:means_id>/", means.show_means, name="means"),
    path("in-huis/middelen/<int:means_id>/aanpassen/", means.correct, name="correct"),
    path("in-huis/middelen/<int:means_id>/stoppen/", means.end, name="end"),
    path("in-huis/middelen/<int:means_id>/toch-wel/", means.resume, name="resume"),
    path("in-huis/middelen/<int:means_id>/reserveren/", reservations.ask, name="reserve"),
    path("in-huis/reserveringen/<int:reservation_id>/", reservations.show_reservation, name="reservation"),
    path("in-huis/reserveringen/<int:reservation_id>/toezeggen/", reservations.grant, name="grant"),
    path("in-huis/reserveringen/<int:reservation_id>/gaat-niet/", reservations.refuse, name="refuse"),
    path("in-huis/reserveringen/<int:reservation_id>/gebruikt/", reservations.use, name="use"),
    path("in-huis/reserveringen/<int:reservation_id>/terug/", reservations.give_back, name="give_back"),
    path("in-huis/reserveringen/<int:reservation_id>/niet-nodig/", reservations.withdraw, name="withdraw"),
    path("in-huis/reserveringen/<int:reservation_id>/terugzetten/", reservations.take_step_back, name="take_back"),
]
