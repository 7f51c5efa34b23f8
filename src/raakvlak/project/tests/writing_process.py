"""Somebody who goes on noting: `python -m raakvlak.project.tests.writing_process FILE` tells there what was kept."""

import sys
import uuid
from pathlib import Path

import django


def main(told: Path) -> None:
    django.setup()
    # After the set-up: these need the apps.
    from raakvlak.desk.actions import Typed, note  # noqa: PLC0415 – needs the settings, as do the next
    from raakvlak.municipality.models import Audience, Member  # noqa: PLC0415 – as above
    from raakvlak.relations.actions import add_contact_point  # noqa: PLC0415 – as above
    from raakvlak.relations.models import Presence  # noqa: PLC0415 – as above
    from raakvlak.relations.notes import Note  # noqa: PLC0415 – as above

    anna = Member.objects.get(user__name="Anna")
    audience = Audience.objects.frontline_of(anna.municipality)
    with told.open("a", buffering=1) as lines:
        while True:
            key = uuid.uuid4()
            typed = Typed(note=Note(working_note=f"Sprak @Buur {key}."), new_names=[f"Buur {key}"])
            noted = note(anna, audience, typed, key=key)
            party = Presence.objects.get(encounter=noted.encounter).party
            add_contact_point(party, "email", f"{key}@raakvlak.example", is_shielded=False)
            lines.write(f"{key}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
