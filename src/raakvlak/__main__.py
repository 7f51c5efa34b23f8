"""Raakvlak's commands: `python -m raakvlak run` starts it, `python -m raakvlak help` lists the others."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raakvlak.project.settings")
    execute_from_command_line(["python -m raakvlak", *sys.argv[1:]])


if __name__ == "__main__":
    main()
