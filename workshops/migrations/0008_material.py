import cohorts.text
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0007_template'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=4)),
                ('size', models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(10485760)])),
                ('digest', models.CharField(max_length=64)),
                ('data', models.BinaryField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size__lte', 10485760)), name='file_is_not_too_large')],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, validators=[cohorts.text.one_line], verbose_name='Name')),
                ('readers', models.CharField(choices=[('delegates', 'Everyone who goes'), ('facilitators', 'Facilitators only')], default='facilitators', max_length=12, verbose_name='For whom')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='Link')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='files', to='workshops.item')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='workshops.session')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='materials', to='workshops.storedfile')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('link', '')), models.Q(models.Q(('link', ''), _negated=True), ('file', None)), _connector='OR'), name='material_is_a_file_or_a_link')],
            },
        ),
    ]
