from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def date_replies(apps, schema_editor):
    days = apps.get_model("workshops", "SessionDay").objects.filter(pk=OuterRef("day"))
    apps.get_model("workshops", "Reply").objects.update(date=Subquery(days.values("date")[:1]))


class Migration(migrations.Migration):
    dependencies = [("workshops", "0012_replies_and_briefs")]

    operations = [
        migrations.AddField("reply", "date", models.DateField(editable=False, null=True)),
        migrations.RunPython(date_replies, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("reply", "date", models.DateField(editable=False)),
    ]
