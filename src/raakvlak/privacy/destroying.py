"""Destroy rows so that nothing of them is left: what hangs on them, their earlier versions, and mentions in texts."""

from collections.abc import Collection

from django.db.models import CASCADE, ForeignKey, Model, QuerySet
from django.db.models.deletion import Collector

from raakvlak.privacy.columns import historical_models, live_model

Destroyed = dict[type[Model], int]


def destroy(rows: QuerySet[Model]) -> Destroyed:
    """Delete these rows, all that falls with them, and the history of all that."""
    collector = Collector(using=rows.db, origin=rows)
    collector.collect(list(rows))
    doomed = {model: [row.pk for row in instances] for model, instances in collector.data.items()}
    collector.delete()
    for model, ids in doomed.items():
        forget_history(model, ids)
    return {model: len(ids) for model, ids in doomed.items()}


def forget_history(model: type[Model], ids: Collection[int]) -> None:
    """Remove the earlier versions of these rows and of what hung on them; loosen what only pointed at them."""
    for past in historical_models():
        live = live_model(past)
        if live is model:
            past._base_manager.filter(**{f"{model._meta.pk.attname}__in": ids}).delete()
        for link in past._meta.concrete_fields:
            if isinstance(link, ForeignKey) and link.related_model is model and link.name != "history_user":
                pointing = past._base_manager.filter(**{f"{link.attname}__in": ids})
                if falls_along(live, link.name):
                    pointing.delete()
                else:
                    pointing.update(**{link.attname: None})


def falls_along(live: type[Model], name: str) -> bool:
    """Tell whether rows of this model are deleted when what they link to is deleted."""
    field = live._meta.get_field(name)
    return isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE
