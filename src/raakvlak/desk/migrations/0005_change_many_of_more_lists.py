from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_tell_searches_from_lists"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bulkchange",
            name="list_name",
            field=models.CharField(
                choices=[
                    ("mensen", "Mensen"),
                    ("gesprekken", "Gesprekken"),
                    ("situaties", "Situaties"),
                    ("beloften", "Beloften"),
                    ("zoeken", "Zoeken"),
                    ("vragen", "Vragen in huis"),
                    ("mogelijkheden", "Mogelijkheden"),
                    ("drempels", "Drempels"),
                    ("middelen", "Middelen"),
                ],
                max_length=20,
                verbose_name="lijst",
            ),
        ),
    ]
