from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reminders', '0005_forgetting'),
    ]

    operations = [
        migrations.AlterField(
            model_name='occasion',
            name='kind',
            field=models.CharField(choices=[('invitation', 'Invitation'), ('welcome', 'Welcome'), ('dates', 'Dates to hold'), ('meeting', 'Meeting settled'), ('before_session', 'Before a session'), ('after_session', 'After a session'), ('change', 'Change of a session'), ('reply', 'Please reply'), ('speaker_brief', 'Brief for a speaker'), ('commitments', 'Commitments due'), ('nudge', 'A look at the challenge'), ('digest', 'Weekly digest'), ('bulk', 'From the programme office'), ('address_changed', 'Changed address'), ('forgetting', 'To be forgotten'), ('complaint', 'A complaint waits'), ('complaint_answered', 'A complaint is answered')], max_length=20),
        ),
        migrations.AlterField(
            model_name='optout',
            name='kind',
            field=models.CharField(choices=[('invitation', 'Invitation'), ('welcome', 'Welcome'), ('dates', 'Dates to hold'), ('meeting', 'Meeting settled'), ('before_session', 'Before a session'), ('after_session', 'After a session'), ('change', 'Change of a session'), ('reply', 'Please reply'), ('speaker_brief', 'Brief for a speaker'), ('commitments', 'Commitments due'), ('nudge', 'A look at the challenge'), ('digest', 'Weekly digest'), ('bulk', 'From the programme office'), ('address_changed', 'Changed address'), ('forgetting', 'To be forgotten'), ('complaint', 'A complaint waits'), ('complaint_answered', 'A complaint is answered')], max_length=20),
        ),
        migrations.AlterField(
            model_name='rule',
            name='kind',
            field=models.CharField(choices=[('invitation', 'Invitation'), ('welcome', 'Welcome'), ('dates', 'Dates to hold'), ('meeting', 'Meeting settled'), ('before_session', 'Before a session'), ('after_session', 'After a session'), ('change', 'Change of a session'), ('reply', 'Please reply'), ('speaker_brief', 'Brief for a speaker'), ('commitments', 'Commitments due'), ('nudge', 'A look at the challenge'), ('digest', 'Weekly digest'), ('bulk', 'From the programme office'), ('address_changed', 'Changed address'), ('forgetting', 'To be forgotten'), ('complaint', 'A complaint waits'), ('complaint_answered', 'A complaint is answered')], default='before_session', max_length=20, verbose_name='Message'),
        ),
    ]
