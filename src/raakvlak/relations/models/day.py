"""The day of a talk, kept beside what one looks for talks by."""

from typing import Any

from django.db import models


class DayOfTalkField(models.DateField[Any, Any]):
    """The day of the talk that a row points to as `encounter`, so that its talks are walked through by day.

    It is filled in when the row is made; when the day of the talk changes, the database itself lets it follow (see
    `COPIES` in `situations.findable`).
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        options["editable"] = False
        super().__init__(*args, **options)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ANN401, FBT001 – as Django asks it
        """Take the day of the talk, unless it was given."""
        if getattr(model_instance, self.attname) is None:
            # Every model with such a field points to a talk, which its type doesn't say.
            setattr(model_instance, self.attname, model_instance.encounter.happened_on)  # type: ignore[attr-defined]
        return super().pre_save(model_instance, add)
