from pathlib import Path
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.db import OperationalError
from django.test import override_settings
from django.utils import timezone

from raakvlak.web.jobs import Worker
from raakvlak.web.mail import send_letter
from raakvlak.web.models import Job, Letter

pytestmark = pytest.mark.django_db

LATER = override_settings(
    EMAIL_BACKEND="raakvlak.web.mail.LaterBackend",
    RAAKVLAK_MAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
)


@LATER
def test_a_mail_waits_for_a_job_and_then_goes() -> None:
    assert send_mail("Hoi", "Tot morgen", None, ["anna@waterhoek.example", "bart@waterhoek.example"]) == 1
    assert mail.outbox == []
    Worker().drain()
    assert [message.to for message in mail.outbox] == [["anna@waterhoek.example"], ["bart@waterhoek.example"]]
    assert (mail.outbox[0].subject, mail.outbox[0].body) == ("Hoi", "Tot morgen")
    assert not Letter.objects.exists()


@LATER
def test_a_job_knows_no_address() -> None:
    send_mail("Hoi", "Tot morgen", None, ["anna@waterhoek.example"])
    assert "waterhoek" not in str(Job.objects.values().get())


@LATER
def test_a_mail_that_was_delivered_is_not_sent_again() -> None:
    send_mail("Hoi", "Tot morgen", None, ["anna@waterhoek.example"])
    Letter.objects.all().delete()
    Worker().drain()
    assert mail.outbox == []


@LATER
def test_a_mail_whose_worker_is_lost_after_sending_goes_again_under_the_same_name() -> None:
    send_mail("Hoi", "Tot morgen", None, ["anna@waterhoek.example"])
    with patch.object(Letter, "delete", side_effect=OperationalError):
        Worker().drain()
    Job.objects.update(run_at=timezone.now())
    Worker().drain()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"].endswith("@localhost>")
    assert not Letter.objects.exists()


@LATER
def test_a_mail_that_cannot_be_sent_waits_for_another_try() -> None:
    send_mail("Hoi", "Tot morgen", None, ["anna@waterhoek.example"])
    with override_settings(RAAKVLAK_MAIL_BACKEND="raakvlak.nergens"):
        Worker().drain()
    assert Job.objects.get().error == "ImportError"
    assert Letter.objects.count() == 1


@LATER
def test_a_mail_with_attachments_is_refused() -> None:
    message = EmailMessage("Hoi", "", None, ["anna@waterhoek.example"], attachments=[("a.txt", "a", "text/plain")])
    with pytest.raises(ValueError, match="attachments"):
        message.send()


@LATER
def test_a_letter_is_made_of_two_templates(tmp_path: Path) -> None:
    (tmp_path / "hello_subject.txt").write_text("Dag {{ name }}\n")
    (tmp_path / "hello_message.txt").write_text("\nKom je, {{ name }}?\n\n")
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}
    with override_settings(TEMPLATES=[engine]):
        send_letter("hello", "anna@waterhoek.example", {"name": "Jan & Anna"})
    Worker().drain()
    assert mail.outbox[0].subject == "Dag Jan & Anna"
    assert mail.outbox[0].body == "Kom je, Jan & Anna?\n"
