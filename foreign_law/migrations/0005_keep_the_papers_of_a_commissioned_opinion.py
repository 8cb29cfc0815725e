"""A material keeps what art. 4 asks where a party commissioned the opinion of an institution or expert."""

import django.db.models.deletion
from django.db import migrations, models


def paper(said):
    """A file of art. 4 that lies with the material."""
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="exhibits.exhibit",
        verbose_name=said,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exhibits", "0002_give_out_pictures_made_anew"),
        ("foreign_law", "0004_say_of_each_copy_what_it_is_worth"),
    ]

    operations = [
        migrations.AddField(
            "material",
            "opinion_by",
            models.CharField(
                blank=True,
                choices=[("institution", "Ascertainment institution"), ("expert", "Legal expert")],
                max_length=12,
                verbose_name="opinion commissioned by a party: from whom",
            ),
        ),
        migrations.AddField(
            "material",
            "opinion_author",
            models.CharField(blank=True, max_length=200, verbose_name="name of the institution or expert"),
        ),
        migrations.AddField(
            "material", "qualification_exhibit", paper("Proof of qualification of the institution")
        ),
        migrations.AddField("material", "identity_exhibit", paper("Proof of the expert's identity")),
        migrations.AddField(
            "material", "record_exhibit", paper("Proof of the expert's qualifications and experience")
        ),
        migrations.AddField("material", "statement_exhibit", paper("Signed statement of no interest")),
    ]
