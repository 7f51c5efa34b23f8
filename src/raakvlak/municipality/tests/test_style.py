import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from raakvlak.municipality.colour import BLACK, WHITE, Colour, contrast, nearest
from raakvlak.municipality.logo import MOST_BYTES, MOST_BYTES_SENT
from raakvlak.municipality.models import Logo, Member, Municipality
from raakvlak.municipality.theme import (
    DARK_SURFACES,
    INK,
    INK_IN_DARK,
    LIGHT_SURFACES,
    readable_accent,
    readable_accent_in_dark,
    theme_css,
)

STYLE = "/instellingen/huisstijl/"
LOGO = "/instellingen/huisstijl/logo/"
colours = st.builds(Colour, *[st.integers(0, 255)] * 3)


def image(kind: str = "PNG", size: tuple[int, int] = (300, 100), **options: Any) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", size, "#1a5f6a").save(written, kind, **options)
    return SimpleUploadedFile(f"logo.{kind.lower()}", written.getvalue())


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast(BLACK, WHITE) == 21
    assert contrast(WHITE, WHITE) == 1
    assert round(contrast(Colour.read("#767676"), WHITE), 2) == 4.54


@given(colours)
def test_every_colour_has_a_readable_one_near_it(colour: Colour) -> None:
    assert all(contrast(readable_accent(colour), ground) >= 4.5 for ground in LIGHT_SURFACES)
    assert all(contrast(readable_accent_in_dark(colour), ground) >= 4.5 for ground in DARK_SURFACES)


@given(colours)
def test_every_token_of_a_theme_is_readable(colour: Colour) -> None:
    css = theme_css({"accent": str(readable_accent(colour))})
    found = {line.split(":")[0].strip(): line.split(": ")[1] for line in css.splitlines() if line.startswith("  --")}
    token = {name.removeprefix("--raakvlak-"): Colour.read(value.strip(";")) for name, value in found.items()}
    assert len(token) == 8
    for dark, ink, surfaces in (("", INK, LIGHT_SURFACES), ("-in-dark", INK_IN_DARK, DARK_SURFACES)):
        for surface in surfaces:
            assert contrast(token[f"accent{dark}"], surface) >= 4.5
            assert contrast(token[f"accent-strong{dark}"], surface) >= 4.5
        assert contrast(token[f"on-accent{dark}"], token[f"accent{dark}"]) >= 4.5
        assert contrast(token[f"on-accent{dark}"], token[f"accent-strong{dark}"]) >= 4.5
        assert contrast(token[f"accent-soft{dark}"], ink) >= 7
        assert contrast(token[f"accent-soft{dark}"], token[f"accent{dark}"]) >= 3


def test_what_can_not_be_reached_ends_at_the_end() -> None:
    assert nearest(WHITE, towards=WHITE, on=(WHITE,), ratio=4.5) == WHITE


def test_a_colour_becomes_a_stylesheet_of_its_own(as_gert: Client, waterhoek: Municipality, client: Client) -> None:
    as_gert.post(STYLE, {"accent": "#7A1F3D"})
    waterhoek.refresh_from_db()
    assert waterhoek.theme == {"accent": "#7a1f3d"}
    assert f'<link rel="stylesheet" href="{waterhoek.theme_url}">' in as_gert.get(STYLE).content.decode()
    response = client.get(waterhoek.theme_url)
    assert "--raakvlak-accent: #7a1f3d;" in response.content.decode()
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_another_colour_has_another_address(as_gert: Client, waterhoek: Municipality, client: Client) -> None:
    as_gert.post(STYLE, {"accent": "#7a1f3d"})
    waterhoek.refresh_from_db()
    first = waterhoek.theme_url
    as_gert.post(STYLE, {"accent": "#1f3d7a", "has_own_dark": "on", "accent_in_dark": "#9ec5ff"})
    waterhoek.refresh_from_db()
    assert waterhoek.theme_url != first
    assert client.get(first).status_code == 404
    assert "--raakvlak-accent-in-dark: #9ec5ff" in client.get(waterhoek.theme_url).content.decode()


def test_the_colour_of_raakvlak_comes_back(as_gert: Client, waterhoek: Municipality, client: Client) -> None:
    as_gert.post(STYLE, {"accent": "#7a1f3d"})
    as_gert.post("/instellingen/huisstijl/terug/")
    waterhoek.refresh_from_db()
    assert (waterhoek.theme, waterhoek.theme_url) == ({}, "")
    assert client.get(f"/thema/{waterhoek.pk}/.css").status_code == 404
    assert client.get(f"/thema/{waterhoek.pk}/x.css").status_code == 404
    assert client.get("/thema/999999/x.css").status_code == 404


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"accent": "#ffdd00"}, "#ffdd00 is op wit slecht te lezen"),
        ({"accent": "geel"}, "Dit is geen kleur"),
        ({"accent": "red;}"}, "Dit is geen kleur"),
        ({"accent": ""}, "Dit veld is verplicht"),
        ({"accent": "#1a5f6a", "has_own_dark": "on", "accent_in_dark": "#0d2226"}, "in het donker slecht te lezen"),
        ({"accent": "#1a5f6a", "has_own_dark": "on", "accent_in_dark": ""}, "Dit is geen kleur"),
        ({"accent": "#1a5f6a", "has_own_dark": "on", "accent_in_dark": "#" * 50}, "te lezen"),
    ],
)
def test_an_unreadable_colour_is_refused_with_one_that_works(
    as_gert: Client, waterhoek: Municipality, values: dict[str, str], words: str
) -> None:
    response = as_gert.post(STYLE, values)
    page = response.content.decode()
    assert words in page or response.context["form"].errors
    waterhoek.refresh_from_db()
    assert waterhoek.theme == {}


def test_the_colour_that_is_named_works(as_gert: Client, waterhoek: Municipality) -> None:
    errors = as_gert.post(STYLE, {"accent": "#ffdd00"}).context["form"].errors["accent"][0]
    named = next(word for word in errors.split() if word.startswith("#") and word != "#ffdd00")
    assert as_gert.post(STYLE, {"accent": named}).status_code == 302


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_written_anew(as_gert: Client, waterhoek: Municipality, client: Client, kind: str) -> None:
    as_gert.post(LOGO, {"logo": image(kind, (3000, 1500))})
    waterhoek.refresh_from_db()
    response = client.get(waterhoek.logo_url)
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    shown = Image.open(io.BytesIO(response.content))
    assert shown.size == (1000, 500)
    assert waterhoek.logo_url in as_gert.get(STYLE).content.decode()


def test_a_logo_keeps_no_hidden_words(as_gert: Client, waterhoek: Municipality) -> None:
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Author", "Jansen thuis")
    as_gert.post(LOGO, {"logo": image(pnginfo=hidden)})
    assert b"Jansen" not in bytes(Logo.objects.get().content)


def test_a_photograph_becomes_small(as_gert: Client) -> None:
    noise = Image.effect_noise((1200, 900), 100).convert("RGB")
    written = io.BytesIO()
    noise.save(written, "JPEG")
    as_gert.post(LOGO, {"logo": SimpleUploadedFile("foto.jpg", written.getvalue())})
    assert len(bytes(Logo.objects.get().content)) <= MOST_BYTES


def test_sending_a_logo_twice_keeps_one_and_it_can_go(as_gert: Client, waterhoek: Municipality) -> None:
    for colour in ("PNG", "PNG", "JPEG"):
        as_gert.post(LOGO, {"logo": image(colour)})
    assert Logo.objects.count() == 1
    waterhoek.refresh_from_db()
    url = waterhoek.logo_url
    as_gert.post("/instellingen/huisstijl/logo/weg/")
    waterhoek.refresh_from_db()
    assert (waterhoek.logo_url, Logo.objects.count()) == ("", 0)
    assert as_gert.get(url).status_code == 404


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "SVG"),
        (b"GIF89a" + b"\x00" * 50, "PNG, JPEG of WebP"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "PNG, JPEG of WebP"),
        (b"", "leeg"),
        (b"\x00" * (MOST_BYTES_SENT + 1), "4 MB"),
    ],
)
def test_what_is_no_image_is_refused_kindly(as_gert: Client, waterhoek: Municipality, sent: bytes, words: str) -> None:
    response = as_gert.post(LOGO, {"logo": SimpleUploadedFile("logo.png", sent)})
    assert words in response.content.decode()
    assert not Logo.objects.exists()


def test_an_image_that_unfolds_into_too_much_is_refused(as_gert: Client) -> None:
    written = io.BytesIO()
    Image.new("1", (9000, 9000)).save(written, "PNG")
    response = as_gert.post(LOGO, {"logo": SimpleUploadedFile("logo.png", written.getvalue())})
    assert "geen afbeelding die we kunnen lezen" in response.content.decode()


def test_style_is_for_the_administrator(as_anna: Client, client: Client, gert: Member) -> None:
    for url in (LOGO, "/instellingen/huisstijl/logo/weg/", "/instellingen/huisstijl/terug/"):
        assert as_anna.post(url, {"logo": image()}).status_code == 403
        assert client.post(url).status_code == 302
    assert not Logo.objects.exists()
