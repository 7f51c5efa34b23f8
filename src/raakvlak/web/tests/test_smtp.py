import pytest

from raakvlak.web.smtp import smtp_settings


def test_an_address_with_everything_is_read() -> None:
    assert smtp_settings("smtp://raakvlak:p%40ss@mail.example:587?tls=1") == {
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "raakvlak",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": True,
        "EMAIL_TIMEOUT": 20,
    }


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtps://mail.example", 465, True, False),
        ("smtps://mail.example?tls=1", 465, True, False),
        ("smtp://mail.example?tls=0", 25, False, False),
    ],
)
def test_the_safety_of_the_connection_follows_the_address(url: str, port: int, *, ssl: bool, tls: bool) -> None:
    read = smtp_settings(url)
    assert (read["EMAIL_PORT"], read["EMAIL_USE_SSL"], read["EMAIL_USE_TLS"]) == (port, ssl, tls)


@pytest.mark.parametrize("url", ["mail.example:25", "http://mail.example", "smtp://", ""])
def test_another_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://user:password@host:587"):
        smtp_settings(url)
