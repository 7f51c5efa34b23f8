import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.municipality.actions.invitations import accept, accept_with_password, invite
from raakvlak.municipality.models import Area, Department, Member, MemberInvitation, Municipality, Role, User
from raakvlak.municipality.tests.people import PASSWORD
from raakvlak.web.models import PersonalLink

INVITE = "/instellingen/leden/uitnodigen/"
HANNA = {"name": "Hanna", "email": "hanna@raakvlak.example", "role": "frontline"}
MANY_WORDS = "vier woorden zijn lang genoeg"


def link_in_mail(number: int = -1) -> str:
    found = re.search(r"http://testserver(/uitnodiging/\S+)", str(mail.outbox[number].body))
    assert found
    return found[1]


@pytest.fixture
def link(as_gert: Client) -> str:
    """Return the link in the mail that Gert had sent to Hanna."""
    as_gert.post(INVITE, HANNA)
    return link_in_mail()


@pytest.fixture
def invitation(waterhoek: Municipality) -> MemberInvitation:
    return invite(waterhoek, **{**HANNA, "role": Role.FRONTLINE}, department=None, areas=[])  # type: ignore[arg-type]


def test_an_invitation_is_mailed(as_gert: Client, waterhoek: Municipality) -> None:
    area = Area.objects.create(municipality=waterhoek, name="Noord")
    response = as_gert.post(INVITE, {**HANNA, "areas": [area.pk]}, follow=True)
    assert "De uitnodiging is onderweg naar hanna@raakvlak.example" in response.content.decode()
    assert mail.outbox[0].to == ["hanna@raakvlak.example"]
    assert mail.outbox[0].subject == "Werk mee in Raakvlak bij Waterhoek"
    assert "Hallo Hanna," in mail.outbox[0].body
    assert "14 dagen" in mail.outbox[0].body
    assert link_in_mail().split("/")[2] not in str(PersonalLink.objects.values())
    assert "Hanna" in as_gert.get("/instellingen/leden/").content.decode()


def test_the_form_can_be_seen_with_departments(as_gert: Client, waterhoek: Municipality) -> None:
    Department.objects.create(municipality=waterhoek, name="Wijkbeheer")
    assert "Wijkbeheer" in as_gert.get(INVITE).content.decode()


def test_sending_the_form_twice_invites_once(as_gert: Client) -> None:
    as_gert.post(INVITE, HANNA)
    response = as_gert.post(INVITE, {**HANNA, "email": "Hanna@Raakvlak.example"})
    assert "staat al een uitnodiging open" in response.content.decode()
    assert len(mail.outbox) == 1
    assert MemberInvitation.objects.count() == 1


def test_a_member_is_not_invited_again(as_gert: Client, anna: Member) -> None:
    response = as_gert.post(INVITE, {**HANNA, "email": anna.user.email.upper()})
    assert "is al lid" in response.content.decode()
    assert mail.outbox == []


def test_it_never_tells_that_an_address_has_an_account_elsewhere(as_gert: Client, carla: Member) -> None:
    unknown = as_gert.post(INVITE, HANNA, follow=True)
    known = as_gert.post(INVITE, {**HANNA, "email": carla.user.email}, follow=True)
    seen = [re.sub(r'value="[^"]{64}"|"X-CSRFToken": "[^"]+"', "", page.content.decode()) for page in (unknown, known)]
    assert "account" not in seen[1].lower().replace("account_", "")
    assert unknown.redirect_chain == known.redirect_chain
    bodies = [re.sub(r"http\S+", "", str(letter.body)) for letter in mail.outbox]
    assert bodies[0] == bodies[1]


def test_it_is_accepted_with_a_password(as_gert: Client, client: Client, waterhoek: Municipality) -> None:
    department = Department.objects.create(municipality=waterhoek, name="Wijkbeheer")
    area = Area.objects.create(municipality=waterhoek, name="Noord")
    as_gert.post(INVITE, {**HANNA, "department": department.pk, "areas": [area.pk]})
    page = client.get(link_in_mail())
    assert "Werk mee bij Waterhoek" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    response = client.post(link_in_mail(), {"name": "Hanna de Wit", "password": MANY_WORDS})
    assert response["Location"] == "/"
    hanna = Member.objects.get(user__email="hanna@raakvlak.example")
    assert (hanna.user.name, hanna.role, hanna.department) == ("Hanna de Wit", Role.FRONTLINE, department)
    assert list(hanna.areas.all()) == [area]
    assert hanna.user.check_password(MANY_WORDS)
    assert hanna.audience_ids
    assert "Waterhoek" in client.get("/ik/").content.decode()
    assert "Uitgenodigd" not in as_gert.get("/instellingen/leden/").content.decode()


def test_accepting_again_does_no_harm(link: str, client: Client) -> None:
    client.post(link, {"name": "Hanna", "password": MANY_WORDS})
    assert "Meedoen" in client.get(link).content.decode()
    assert client.post(link).status_code == 302
    assert "Inloggen" in Client().get(link).content.decode()
    assert Client().post(link, {"name": "Iemand anders", "password": "een ander lang wachtwoord"}).status_code == 200
    assert Member.objects.filter(user__email="hanna@raakvlak.example").count() == 1
    assert User.objects.get(email="hanna@raakvlak.example").check_password(MANY_WORDS)


def test_a_used_link_lets_nobody_back_in_who_left(link: str, client: Client) -> None:
    client.post(link, {"name": "Hanna", "password": MANY_WORDS})
    Member.objects.filter(user__name="Hanna").update(left_on=timezone.localdate())
    assert "is al gebruikt" in client.post(link).content.decode()
    assert not Member.objects.active().filter(user__name="Hanna").exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "Hanna", "password": "kort"}, "te kort"),
        ({"name": "Hanna", "password": "qwerty123456"}, "te bekend"),
        ({"name": "Hanna", "password": "hanna@raakvlak.example"}, "lijkt te veel"),
        ({"name": "Hanna", "password": ""}, "Kies nog een wachtwoord"),
        ({"name": "", "password": MANY_WORDS}, "Vul dit nog in"),
        ({"name": "a\x00", "password": MANY_WORDS}, "teken"),
        ({"name": "Hanna", "password": MANY_WORDS + "\x00"}, "Null"),
    ],
)
def test_a_bad_password_or_name_is_explained(link: str, client: Client, values: dict[str, str], words: str) -> None:
    response = client.post(link, values)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not User.objects.filter(email="hanna@raakvlak.example").exists()


def test_who_has_an_account_logs_in_and_becomes_a_member_of_both(
    as_gert: Client, as_carla: Client, carla: Member
) -> None:
    as_gert.post(INVITE, {**HANNA, "email": carla.user.email})
    stranger = Client().get(link_in_mail())
    assert f"/inloggen/login/?next={link_in_mail().replace('/', '%2F')}" in stranger.content.decode()
    assert "Bij Waterhoek word je" in as_carla.get(link_in_mail()).content.decode()
    assert as_carla.post(link_in_mail())["Location"] == "/"
    page = as_carla.get("/ik/").content.decode()
    assert "Waterhoek" in page
    assert "Zandrecht" in page
    carla.user.refresh_from_db()
    assert carla.user.check_password(PASSWORD)
    assert carla.user.last_municipality is not None
    assert carla.user.last_municipality.name == "Waterhoek"


def test_a_link_works_for_its_own_address_only(link: str, as_carla: Client, as_anna: Client, anna: Member) -> None:
    assert "Je bent nu ingelogd als carla" in as_carla.get(link).content.decode()
    assert as_carla.post(link, {"name": "Carla", "password": MANY_WORDS}).status_code == 200
    User.objects.create_user("hanna@raakvlak.example", PASSWORD, name="Hanna")
    assert "Je bent nu ingelogd als anna" in as_anna.post(link).content.decode()
    assert Member.objects.filter(municipality=anna.municipality, role=Role.FRONTLINE).count() == 1


def test_sending_again_ends_the_link_that_went_before(as_gert: Client, link: str, client: Client) -> None:
    invitation = MemberInvitation.objects.get()
    as_gert.post(reverse("municipality:resend", args=[invitation.pk]))
    assert client.get(link).status_code == 404
    assert client.get(link_in_mail()).status_code == 200
    assert len(mail.outbox) == 2


def test_an_invitation_can_be_withdrawn(as_gert: Client, link: str, client: Client) -> None:
    url = reverse("municipality:withdraw_invitation", args=[MemberInvitation.objects.get().pk])
    assert "Uitnodiging van Hanna intrekken?" in as_gert.get(url).content.decode()
    assert as_gert.post(url).status_code == 302
    assert as_gert.post(url).status_code == 404
    assert client.get(link).status_code == 404
    assert client.post(link, {"name": "Hanna", "password": MANY_WORDS}).status_code == 404
    assert not User.objects.filter(email="hanna@raakvlak.example").exists()
    assert as_gert.post(INVITE, HANNA).status_code == 302


def test_a_link_ends_after_two_weeks(link: str, client: Client) -> None:
    expired = timezone.now() - datetime.timedelta(seconds=1)
    assert PersonalLink.objects.get().expires_at > timezone.now() + datetime.timedelta(days=13)
    PersonalLink.objects.update(expires_at=expired)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("name", ["municipality:resend", "municipality:withdraw_invitation"])
def test_invitations_are_for_the_own_administrator(
    as_gert: Client, as_anna: Client, client: Client, zandrecht: Municipality, invitation: MemberInvitation, name: str
) -> None:
    theirs = invite(
        zandrecht, email="iemand@elders.example", name="Iemand", role=Role.FRONTLINE, department=None, areas=[]
    )
    assert as_gert.post(reverse(name, args=[theirs.pk])).status_code == 404
    assert as_anna.post(reverse(name, args=[invitation.pk])).status_code == 403
    assert client.post(reverse(name, args=[invitation.pk])).status_code == 302
    assert MemberInvitation.objects.open().count() == 2
    assert mail.outbox == []


def test_two_who_accept_at_once_make_one_account(invitation: MemberInvitation) -> None:
    accept_with_password(invitation, name="Hanna", password=PASSWORD)
    with pytest.raises(ValidationError, match="net al een account"):
        accept_with_password(invitation, name="Hanna", password=PASSWORD)


def test_a_member_keeps_her_role_when_she_accepts(invitation: MemberInvitation, fatma: Member) -> None:
    assert accept(invitation, fatma.user) == fatma
    fatma.refresh_from_db()
    assert fatma.role == Role.COORDINATOR
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None


def test_a_guessed_link_opens_nothing(client: Client, db: Any) -> None:
    assert client.get("/uitnodiging/raad-maar/").status_code == 404
    assert client.get("/uitnodiging/%00/").status_code == 404
