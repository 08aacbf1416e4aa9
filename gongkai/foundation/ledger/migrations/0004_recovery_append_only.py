"""只增不改：recovery statements and cosignatures are as fixed as the leaves; see 0002 for why removal differs."""

from django.db import migrations

SAME_ROW = {
    "ledger_recovery": "number = NEW.number OR size = NEW.size",
    "ledger_cosignature": "size = NEW.size AND witness = NEW.witness OR id = NEW.id",
}
REFUSAL = "the ledger is append-only"


def sqlite():
    for table, same in SAME_ROW.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
            f" {refuse}"
        )
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN EXISTS (SELECT 1 FROM ledger_seal) {refuse}"
        )


def postgresql():
    for table in SAME_ROW:
        for kind in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{kind.lower()} BEFORE {kind} ON {table} FOR EACH ROW"
                " EXECUTE FUNCTION ledger_refuse()"
            )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION ledger_refuse_if_sealed()"
        )


def create(apps, schema_editor):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    on = schema_editor.connection.vendor == "postgresql"
    for table in SAME_ROW:
        for kind in ("no_update", "no_replace", "no_delete", "no_truncate"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{kind}" + (f" ON {table}" if on else ""), params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_recovery_and_cosignatures")]
    operations = [migrations.RunPython(create, drop)]
