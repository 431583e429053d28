import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cohorts', '0051_own_columns'),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('kept', 'What is kept about me, or how long'), ('read', 'Who read what I wrote'), ('mail', 'A mail that came, or did not come'), ('other', 'Something else')], max_length=5, verbose_name='What it is about')),
                ('text', models.TextField(max_length=4000, verbose_name='What happened, and what would put it right')),
                ('at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, max_length=4000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['at'], name='cohorts_com_at_9edb85_idx'), models.Index(fields=['answered_at'], name='cohorts_com_answere_cd36ac_idx')],
            },
        ),
    ]
