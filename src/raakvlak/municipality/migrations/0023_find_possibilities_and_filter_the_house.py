from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0022_keep_contributions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="savedfilter",
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
        migrations.AlterField(
            model_name="searchentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("insight", "inzicht"),
                    ("encounter", "gesprek"),
                    ("party", "mens"),
                    ("situation", "situatie"),
                    ("possible", "mogelijkheid"),
                ],
                max_length=10,
            ),
        ),
    ]
