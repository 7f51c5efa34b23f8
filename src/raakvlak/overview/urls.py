"""The addresses of this app."""

from django.urls import path

from raakvlak.overview.views import groups, network, reach

app_name = "overview"
urlpatterns = [
    # from where we heard little
    path("situaties/<int:situation_id>/nog-niet-gehoord/", reach.of_situation, name="reach"),
    path("overzicht/nog-niet-gehoord/", reach.of_municipality, name="municipality_reach"),
    path("overzicht/gebied/<int:area_id>/nog-niet-gehoord/", reach.of_area, name="area_reach"),
    path("overzicht/mijn-bereik/", reach.mine, name="my_reach"),
    # groups that one names oneself
    path("situaties/<int:situation_id>/groepen/nieuw/", groups.make, name="make_group"),
    path("situaties/<int:situation_id>/groepen/<int:group_id>/", groups.group, name="group"),
    path("situaties/<int:situation_id>/groepen/<int:group_id>/wijzig/", groups.edit, name="edit_group"),
    path("situaties/<int:situation_id>/groepen/<int:group_id>/weg/", groups.drop, name="drop_group"),
    path(
        "situaties/<int:situation_id>/groepen/<int:group_id>/<uuid:encounter_uuid>/erbij/", groups.tie, name="tie_talk"
    ),
    path(
        "situaties/<int:situation_id>/groepen/<int:group_id>/<uuid:encounter_uuid>/los/",
        groups.untie,
        name="untie_talk",
    ),
    # who knows which organisation
    path("situaties/<int:situation_id>/wie-kent-wie/", network.of_situation, name="network"),
    path("overzicht/gebied/<int:area_id>/wie-kent-wie/", network.of_area, name="area_network"),
]
