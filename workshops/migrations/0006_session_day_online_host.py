import cohorts.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0005_speakers_answer'),
    ]

    operations = [
        migrations.AddField(
            model_name='sessionday',
            name='online_host',
            field=models.CharField(blank=True, help_text='Who hosts, and who lets people in', max_length=160, validators=[cohorts.text.one_line], verbose_name='Online host'),
        ),
    ]
