from django.db import migrations

from portal.calendars.triggers import guard, lift


class Migration(migrations.Migration):
    dependencies = [
        ("calendars", "0001_create_calendars"),
    ]

    operations = [
        migrations.RunPython(guard, lift),
    ]
