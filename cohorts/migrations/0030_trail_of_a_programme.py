import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0010_set_wishes")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="programme",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cohorts.programme",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["programme", "at"], name="cohorts_eve_program_59d5ce_idx"),
        ),
    ]
