import pytest
from django.test import Client

from raakvlak.municipality.actions.invitations import PURPOSE, invite
from raakvlak.municipality.models import Area, Department, Member, MemberInvitation, Municipality, Role, Tag
from raakvlak.project.tests.browser import PHONE, Browse
from raakvlak.web.links import make_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = (
    "/ik/",
    "/ik/e-mailadres/",
    "/wissel/",
    "/instellingen/",
    "/instellingen/gemeente/",
    "/instellingen/kanalen/",
    "/instellingen/bewaren/",
    "/instellingen/huisstijl/",
    "/instellingen/leden/",
    "/instellingen/leden/uitnodigen/",
    "/instellingen/afdelingen/",
    "/instellingen/gebieden/",
    "/instellingen/gebieden/nieuw/",
    "/instellingen/trefwoorden/",
)


@pytest.fixture
def furnished(waterhoek: Municipality, anna: Member, bart: Member, esma: Member) -> Municipality:
    """Give Waterhoek departments, areas, tags and an invitation, so that each screen has something to show."""
    town = Department.objects.create(municipality=waterhoek, name="Stadsbeheer")
    Department.objects.create(municipality=waterhoek, name="Groen en water", parent=town)
    for number, name in enumerate(("De Gracht", "Hoge Dijk", "Zeezicht")):
        west, south = 5.1 + number * 0.02, 52.1
        ring = [[west, south], [west + 0.02, south], [west + 0.018, south + 0.012], [west, south + 0.01], [west, south]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        Area.objects.create(municipality=waterhoek, name=name, geometry=geometry, residents=1200)
    for name in ("groen", "verkeer", "spelen"):
        Tag.objects.create(municipality=waterhoek, name=name)
    invite(waterhoek, email="hanna@raakvlak.example", name="Hanna", role=Role.FRONTLINE, department=None, areas=[])
    return waterhoek


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_is_accessible_and_fits(
    browse: Browse, as_gert: Client, furnished: Municipality, path: str
) -> None:
    assert browse.problems(path, as_gert) == []


def test_the_screen_of_each_row_is_accessible_and_fits(
    browse: Browse, as_gert: Client, anna: Member, furnished: Municipality
) -> None:
    area = furnished.areas.get(name="Hoge Dijk")
    department = furnished.departments.get(parent=None)
    tag = furnished.tags.get(name="groen")
    for path in (
        f"/instellingen/leden/{anna.pk}/",
        f"/instellingen/gebieden/{area.pk}/",
        f"/instellingen/gebieden/{area.pk}/weg/",
        f"/instellingen/afdelingen/{department.pk}/",
        f"/instellingen/trefwoorden/{tag.pk}/weg/",
    ):
        assert browse.problems(path, as_gert) == []


def test_an_area_is_drawn_on_the_board(browse: Browse, as_gert: Client, furnished: Municipality) -> None:
    with browse.page("/instellingen/gebieden/nieuw/", as_gert, size=PHONE) as page:
        page.fill("[name=name]", "Het plantsoen")
        board = page.locator("svg.board__paper")
        board.scroll_into_view_if_needed()
        for x, y in ((60, 40), (200, 40), (200, 120), (60, 120)):
            board.click(position={"x": x, "y": y}, force=True)
        assert len(page.input_value("[name=corners]").splitlines()) == 4
        page.click("text=Laatste hoek wissen")
        assert len(page.input_value("[name=corners]").splitlines()) == 3
        before = page.input_value("[name=corners]").splitlines()[-1]
        box = page.locator("circle.board__handle").last.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 10, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(box["x"] + 40, box["y"] + 30, steps=4)
        page.mouse.up()
        corners = page.input_value("[name=corners]").splitlines()
        assert len(corners) == 3
        assert corners[-1] != before
        page.click("text=Dichterbij")
        page.get_by_role("button", name="Bewaar").click()
        page.wait_for_url("**/instellingen/gebieden/")
    area = Area.objects.get(name="Het plantsoen")
    assert area.geometry is not None
    assert len(area.geometry["coordinates"][0]) == 4


def test_corners_that_are_typed_show_on_the_board(browse: Browse, as_gert: Client, furnished: Municipality) -> None:
    with browse.page("/instellingen/gebieden/nieuw/", as_gert) as page:
        page.fill("[name=corners]", "52.10, 5.10\n52.10, 5.12\n52.11, 5.12")
        assert page.locator("circle.board__handle").count() == 3
        page.click("text=Opnieuw beginnen")
        assert page.input_value("[name=corners]") == ""


def test_an_area_needs_no_javascript(browse: Browse, as_gert: Client, furnished: Municipality) -> None:
    with browse.page("/instellingen/gebieden/nieuw/", as_gert, javascript=False) as page:
        page.fill("[name=name]", "Zonder")
        page.fill("[name=corners]", "52.10, 5.10\n52.10, 5.12\n52.11, 5.12")
        page.get_by_role("button", name="Bewaar").click()
    assert Area.objects.filter(name="Zonder").exclude(geometry=None).exists()


def test_someone_who_was_invited_gets_in(browse: Browse, furnished: Municipality) -> None:
    link = make_link(PURPOSE, MemberInvitation.objects.get().pk, days=1)
    path = f"/uitnodiging/{link}/"
    assert browse.problems(path) == []
    with browse.page(path, size=PHONE) as page:
        page.fill("[name=password]", "vier woorden zijn lang genoeg")
        page.get_by_role("button", name="Meedoen").click()
        page.wait_for_url("**/")
    assert Member.objects.filter(user__email="hanna@raakvlak.example").exists()


def test_the_colour_of_a_municipality_reaches_every_screen(
    browse: Browse, as_gert: Client, furnished: Municipality
) -> None:
    with browse.page("/instellingen/huisstijl/", as_gert) as page:
        page.fill("#id_accent", "#7a1f3d")
        page.get_by_role("button", name="Bewaar").click()
        page.wait_for_url("**/instellingen/huisstijl/")
        colour = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')")
    assert colour.strip() == "#7a1f3d"
