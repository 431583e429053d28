import cohorts.text
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cohorts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Logo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('png', 'image/png'), ('jpeg', 'image/jpeg'), ('svg', 'image/svg+xml')], max_length=4)),
                ('alt', models.CharField(max_length=160, validators=[cohorts.text.one_line], verbose_name='In words')),
                ('content', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('partner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='logo', to='cohorts.partnerbody')),
            ],
        ),
    ]
