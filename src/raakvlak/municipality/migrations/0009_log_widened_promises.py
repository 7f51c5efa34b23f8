from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0008_keep_imports_of_official_areas"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accesslogentry",
            name="what",
            field=models.CharField(
                choices=[
                    ("party_details", "contactgegevens bekeken"),
                    ("party_overview", "overzicht van een persoon gemaakt"),
                    ("party_erased", "persoon gewist"),
                    ("klad_opened", "klad van een afwezige geopend"),
                    ("audience_widened", "notitie met meer mensen gedeeld"),
                    ("situation_widened", "situatie met meer mensen gedeeld"),
                    ("party_widened", "persoon met meer mensen gedeeld"),
                    ("promise_widened", "belofte met meer mensen gedeeld"),
                    ("team_changed", "team van een situatie gewijzigd"),
                    ("notes_handed_over", "notities overgedragen"),
                ],
                max_length=20,
            ),
        ),
    ]
