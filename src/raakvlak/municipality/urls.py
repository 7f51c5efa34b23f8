"""The addresses of this app."""

from django.urls import path

from raakvlak.municipality.views import address, invitation, me, members, outlines, places, settings, work_account

app_name = "municipality"
urlpatterns = [
    path("ik/", me.me, name="me"),
    path("ik/e-mailadres/", address.address, name="address"),
    path("ik/e-mailadres/<str:token>/", address.confirm_address, name="confirm_address"),
    path("ik/overal-uitloggen/", me.end_sessions, name="end_sessions"),
    path("werkaccount/", work_account.log_in, name="work_account"),
    path("werkaccount/terug/", work_account.come_back, name="work_account_back"),
    path("werkaccount/uit/", work_account.log_out, name="work_account_out"),
    path("wissel/", me.switch, name="switch"),
    path("uitnodiging/<str:token>/", invitation.accept, name="accept"),
    path("instellingen/", settings.settings, name="settings"),
    path("instellingen/gemeente/", settings.details, name="details"),
    path("instellingen/kanalen/", settings.channels, name="channels"),
    path("instellingen/bewaren/", settings.retention, name="retention"),
    path("instellingen/huisstijl/", settings.style, name="style"),
    path("instellingen/huisstijl/terug/", settings.reset_style, name="reset_style"),
    path("instellingen/huisstijl/logo/", settings.set_logo, name="set_logo"),
    path("instellingen/huisstijl/logo/weg/", settings.remove_logo, name="remove_logo"),
    path("instellingen/leden/", members.members, name="members"),
    path("instellingen/leden/uitnodigen/", members.invite, name="invite"),
    path("instellingen/leden/<int:member_id>/", members.member, name="member"),
    path("instellingen/leden/<int:member_id>/werkaccount/weg/", members.unlink_work_account, name="unlink"),
    path("instellingen/uitnodigingen/<int:invitation_id>/opnieuw/", members.resend, name="resend"),
    path(
        "instellingen/uitnodigingen/<int:invitation_id>/intrekken/",
        members.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("instellingen/afdelingen/", places.departments, name="departments"),
    path("instellingen/afdelingen/<int:department_id>/", places.department, name="department"),
    path("instellingen/afdelingen/<int:department_id>/weg/", places.remove_department, name="remove_department"),
    path("instellingen/gebieden/", places.areas, name="areas"),
    path("instellingen/gebieden/nieuw/", places.make_area, name="make_area"),
    path("instellingen/gebieden/<int:area_id>/", places.area, name="area"),
    path("instellingen/gebieden/<int:area_id>/weg/", places.remove_area, name="remove_area"),
    path("instellingen/trefwoorden/", places.tags, name="tags"),
    path("instellingen/trefwoorden/<int:tag_id>/", places.tag, name="tag"),
    path("gebieden/<str:digest>.json", outlines.outlines, name="outlines"),
    path("thema/<int:municipality_id>/<str:digest>.css", settings.theme, name="theme"),
    path("logo/<int:municipality_id>/<str:digest>/", settings.logo, name="logo"),
]
