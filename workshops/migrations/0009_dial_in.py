import cohorts.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0008_material'),
    ]

    operations = [
        migrations.AddField(
            model_name='sessionday',
            name='dial_in',
            field=models.CharField(blank=True, help_text='Number and code, for whoever cannot get online', max_length=160, validators=[cohorts.text.one_line], verbose_name='By telephone'),
        ),
    ]
