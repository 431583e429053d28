"""PostgreSQL refuses to change or remove what stands in the trail, whoever asks. SQLite has the manager's refusal."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION trail_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'The trail is append-only.'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER trail_stays BEFORE UPDATE OR DELETE ON cohorts_event
FOR EACH ROW EXECUTE FUNCTION trail_stays();
"""
ALLOW = "DROP TRIGGER trail_stays ON cohorts_event; DROP FUNCTION trail_stays();"


def run(sql):
    def on_postgres(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return on_postgres


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0030_trail_of_a_programme")]

    operations = [migrations.RunPython(run(REFUSE), run(ALLOW))]
