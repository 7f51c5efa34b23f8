"""The addresses of this app."""

from django.urls import path

from raakvlak.situations.views import closing, frame, listing, outreach, question, sides, situation, team, timeline
from raakvlak.situations.views.tag import remove_tag

app_name = "situations"
urlpatterns = [
    path("situaties/", listing.situations, name="list"),
    path("situaties/nieuw/", listing.make, name="make"),
    path("situaties/<int:situation_id>/", situation.situation, name="situation"),
    path("situaties/<int:situation_id>/kader/", frame.frame, name="frame"),
    path("situaties/<int:situation_id>/wie-vindt-dit/", frame.audience, name="audience"),
    path("situaties/<int:situation_id>/vraag/", question.question, name="question"),
    path("situaties/<int:situation_id>/vraag/schrijf/", question.write, name="write_question"),
    path("situaties/<int:situation_id>/team/", team.team, name="team"),
    path("situaties/<int:situation_id>/team/erbij/", team.join, name="join_team"),
    path("situaties/<int:situation_id>/team/<int:member_id>/weg/", team.leave, name="leave_team"),
    path("situaties/<int:situation_id>/kanten/", sides.sides, name="sides"),
    path("situaties/<int:situation_id>/kanten/nieuw/", sides.make_side, name="make_side"),
    path("situaties/<int:situation_id>/kanten/<int:side_id>/", sides.side, name="side"),
    path("situaties/<int:situation_id>/kanten/<int:side_id>/weg/", sides.drop_side, name="drop_side"),
    path(
        "situaties/<int:situation_id>/kanten/<int:side_id>/<int:party_id>/erbij/", sides.put_in_side, name="put_in_side"
    ),
    path(
        "situaties/<int:situation_id>/kanten/<int:side_id>/<int:party_id>/weg/",
        sides.take_from_side,
        name="take_from_side",
    ),
    path("situaties/<int:situation_id>/uitnodigingen/", outreach.outreach, name="outreach"),
    path("situaties/<int:situation_id>/uitnodigingen/nieuw/", outreach.invite, name="invite"),
    path("situaties/<int:situation_id>/uitnodigingen/<int:outreach_id>/", outreach.invitation, name="invitation"),
    path(
        "situaties/<int:situation_id>/uitnodigingen/<int:outreach_id>/weg/",
        outreach.drop_invitation,
        name="drop_invitation",
    ),
    path("situaties/<int:situation_id>/tijdlijn/", timeline.timeline, name="timeline"),
    path("situaties/<int:situation_id>/gesprekken/", timeline.talks, name="talks"),
    path("situaties/<int:situation_id>/gesprekken/<uuid:encounter_uuid>/erbij/", timeline.link, name="link_talk"),
    path("situaties/<int:situation_id>/gesprekken/<uuid:encounter_uuid>/los/", timeline.unlink, name="unlink_talk"),
    path("situaties/<int:situation_id>/fase/", closing.phase, name="phase"),
    path("situaties/<int:situation_id>/afronden/", closing.close, name="close"),
    path("situaties/<int:situation_id>/niets-wissen/", closing.keep, name="keep"),
    path("instellingen/trefwoorden/<int:tag_id>/weg/", remove_tag, name="remove_tag"),
]
