"""只增不改：the database itself refuses to change or remove what was entered.

Both databases refuse UPDATE on leaf, node and checkpoint, and a head that does not grow.

Removal differs, because test runs empty tables: Django's `flush` uses TRUNCATE on PostgreSQL but plain DELETE on SQLite,
whose row triggers cannot tell a flush from a forger. So PostgreSQL refuses every DELETE; SQLite refuses DELETE, and
PostgreSQL TRUNCATE, once the row in `ledger_seal` stands, which `operations.seal` puts there on a real site and which
nothing can take away. Whoever owns the database can drop a trigger; against that stand the audit and the checkpoints
that others remember.

SQLite's INSERT OR REPLACE removes rows without firing DELETE triggers; hence the triggers before INSERT.
"""

from django.db import migrations

FROZEN = ("ledger_leaf", "ledger_node", "ledger_checkpoint")
SAME_ROW = {
    "ledger_leaf": '"index" = NEW."index"',
    "ledger_node": 'level = NEW.level AND "index" = NEW."index" OR id = NEW.id',
    "ledger_checkpoint": "size = NEW.size",
    "ledger_ledgerhead": "id = NEW.id",
    "ledger_seal": "id = NEW.id",
}
EVERY = (*FROZEN, "ledger_ledgerhead", "ledger_seal")
REFUSAL = "the ledger is append-only"


def sqlite():
    for table in (*FROZEN, "ledger_seal"):
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, same in SAME_ROW.items():
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    yield (
        "CREATE TRIGGER ledger_ledgerhead_grows BEFORE UPDATE ON ledger_ledgerhead WHEN NEW.size <= OLD.size"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    for table in EVERY:
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN EXISTS (SELECT 1 FROM ledger_seal)"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def postgresql():
    refuse = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
    yield f"CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$"
    yield (
        "CREATE FUNCTION ledger_refuse_if_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF EXISTS (SELECT 1 FROM ledger_seal) THEN {refuse} END IF; RETURN NULL; END $$"
    )
    for table in (*FROZEN, "ledger_seal"):
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        )
    yield (
        "CREATE TRIGGER ledger_ledgerhead_grows BEFORE UPDATE ON ledger_ledgerhead FOR EACH ROW"
        " WHEN (NEW.size <= OLD.size) EXECUTE FUNCTION ledger_refuse()"
    )
    for table in EVERY:
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION ledger_refuse_if_sealed()"
        )


def create(apps, schema_editor):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION ledger_refuse() CASCADE", params=None)
        schema_editor.execute("DROP FUNCTION ledger_refuse_if_sealed() CASCADE", params=None)
        return
    kinds = ("no_update", "no_replace", "no_delete", "grows")
    for trigger in (f"{table}_{kind}" for table in EVERY for kind in kinds):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}", params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
