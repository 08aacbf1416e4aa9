"""Foreign keys point down or within, and never in a circle."""

from django.apps import apps

STRATA = ("law", "foundation", "engines", "programmes", "faces", "assembly")


def keys() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_parents=False):
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            here, there = model.__module__.split("."), field.related_model.__module__.split(".")
            if here[0] == there[0] == "gongkai":
                found.append((f"{model.__name__}.{field.name}", tuple(here[1:3]), tuple(there[1:3])))
    return found


def test_foreign_keys_point_down_or_within() -> None:
    wrong = [
        f"{name}: {'.'.join(here)} → {'.'.join(there)}"
        for name, here, there in keys()
        if here != there
        and not STRATA.index(there[0]) < STRATA.index(here[0])
        and not here[0] == there[0] == "foundation"
    ]
    assert wrong == []


def test_foreign_keys_between_packages_make_no_circle() -> None:
    edges = {(here, there) for _, here, there in keys() if here != there}
    while edges:
        leaves = {there for _, there in edges} - {here for here, _ in edges}
        assert leaves, f"circle among {sorted(edges)}"
        edges = {(here, there) for here, there in edges if there not in leaves}
