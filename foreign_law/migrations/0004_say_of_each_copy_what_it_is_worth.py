"""What a text is worth belongs to the copy it was read from; a release of a finding can be taken back."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

WORTH = [
    ("authentic", "Authentic text"),
    ("official", "Official text; only the gazette prevails"),
    ("convenience", "Convenience copy"),
    ("machine", "Machine-converted by the publisher"),
]


def give_to_the_copies(apps, schema_editor):
    """Every copy and every text of a language version keeps what the language version was called."""
    stood = apps.get_model("foreign_law", "Expression").objects.filter(pk=OuterRef("expression"))
    for name in ("HeldVersion", "ProvisionVersion"):
        apps.get_model("foreign_law", name).objects.update(
            authenticity=Subquery(stood.values("authenticity")[:1])
        )


def take_from_the_newest(apps, schema_editor):
    """Back: a language version is called what its newest copy is."""
    copies = apps.get_model("foreign_law", "HeldVersion").objects.filter(
        expression=OuterRef("pk"), superseded_at=None
    )
    newest = copies.order_by(F("held_date").desc(nulls_last=True), "-source__retrieved_at")
    apps.get_model("foreign_law", "Expression").objects.update(
        authenticity=Coalesce(Subquery(newest.values("authenticity")[:1]), models.Value("convenience"))
    )


def name_no_confidential_request(apps, schema_editor):
    """A material that rests on a confidential finding of another case no longer names that case's request."""
    material = apps.get_model("foreign_law", "Material")
    resting = material.objects.filter(kind="finding", relies_on__finding__is_confidential=True)
    material.objects.filter(pk__in=resting.values("pk")).update(how_obtained="")


def release_nothing_that_was_taken_back(apps, schema_editor):
    """Back: where nobody can see that a release was taken back, there is none; the log keeps both acts."""
    apps.get_model("foreign_law", "Finding").objects.filter(taken_back_at__isnull=False).update(
        released_at=None, released_by="", released_reason="", taken_back_at=None, taken_back_by="", taken_back_reason="",
    )  # fmt: skip


def worth(**more):
    return models.CharField(choices=WORTH, max_length=12, verbose_name="authenticity", **more)


class Migration(migrations.Migration):
    dependencies = [("foreign_law", "0003_keep_findings_with_their_court")]

    operations = [
        migrations.AddField("heldversion", "authenticity", worth(default="convenience")),
        migrations.AddField("provisionversion", "authenticity", worth(default="convenience")),
        migrations.AlterField(
            "finding",
            "is_confidential",
            models.BooleanField(default=False, verbose_name="confidential: offered in its own case only"),
        ),
        migrations.AddField(
            "finding",
            "taken_back_at",
            models.DateTimeField(blank=True, null=True, verbose_name="release taken back"),
        ),
        migrations.AddField(
            "finding",
            "taken_back_by",
            models.CharField(blank=True, max_length=100, verbose_name="release taken back by"),
        ),
        migrations.AddField(
            "finding",
            "taken_back_reason",
            models.TextField(blank=True, verbose_name="reason for taking the release back"),
        ),
        migrations.AddConstraint(
            "finding",
            models.CheckConstraint(
                condition=Q(("taken_back_at", None))
                | (
                    Q(("released_at__isnull", False))
                    & ~Q(("taken_back_by", ""))
                    & ~Q(("taken_back_reason", ""))
                ),
                name="a_release_is_taken_back_with_reasons",
            ),
        ),
        migrations.AlterField("expression", "authenticity", worth(null=True)),
        migrations.RunPython(give_to_the_copies, take_from_the_newest),
        migrations.RunPython(name_no_confidential_request, release_nothing_that_was_taken_back),
        migrations.RemoveField("expression", "authenticity"),
    ]
