"""The addresses of this app."""

from django.urls import path

from raakvlak.exchange.views import batch, contributions, possibilities, rows, situations, start, undo

app_name = "exchange"
urlpatterns = [
    # bringing in
    path("inlezen/", start.home, name="home"),
    path("inlezen/<str:what>/", start.send, name="send"),
    path("inlezen/<str:what>/voorbeeld/<str:form>/", start.sample, name="sample"),
    path("inlezen/bestand/<int:batch_id>/", batch.show_batch, name="batch"),
    path("inlezen/bestand/<int:batch_id>/kolommen/", batch.columns, name="columns"),
    path("inlezen/bestand/<int:batch_id>/afspraken/", batch.terms, name="terms"),
    path("inlezen/bestand/<int:batch_id>/stoppen/", batch.stop, name="stop"),
    path("inlezen/bestand/<int:batch_id>/opnieuw/", batch.again, name="again"),
    path("inlezen/bestand/<int:batch_id>/weg/", batch.drop, name="drop"),
    path("inlezen/bestand/<int:batch_id>/nakijken/", rows.rows, name="rows"),
    path("inlezen/bestand/<int:batch_id>/nakijken/<int:row_id>/", rows.choose_row, name="choose_row"),
    path("inlezen/bestand/<int:batch_id>/bewaren/", rows.keep, name="keep"),
    path("inlezen/bestand/<int:batch_id>/ongedaan/", undo.undo, name="undo"),
    # taking out
    path("situaties/downloaden/", situations.take_situations, name="take_situations"),
    path(
        "situaties/<int:situation_id>/inbreng/downloaden/", contributions.take_contributions, name="take_contributions"
    ),
    path("in-huis/mogelijkheden/downloaden/", possibilities.take_possibilities, name="take_possibilities"),
]
