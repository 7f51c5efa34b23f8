from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0007_log_merges"),
    ]

    operations = [
        migrations.RenameField(model_name="handoverparty", old_name="introduction", new_name="first_meeting"),
    ]
