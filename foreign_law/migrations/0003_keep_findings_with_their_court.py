"""A finding knows its court and whether it is confidential; a citation points to its finding."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def keep_with_their_court(apps, schema_editor):
    """Findings that come from a case are that court's, and as confidential as the request was."""
    finding = apps.get_model("foreign_law", "Finding")
    asked = apps.get_model("foreign_law", "AscertainmentRequest").objects.filter(
        determinations=OuterRef("determination")
    )
    finding.objects.filter(determination__isnull=False).update(
        court=Subquery(asked.values("court")[:1]),
        is_confidential=Subquery(asked.values("is_confidential")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("foreign_law", "0002_ascertain_and_follow"),
        ("identity", "0002_keep_signing_keys"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="citation", name="citation_one_citing_side"),
        migrations.RenameField(model_name="citation", old_name="finding_id", new_name="finding"),
        migrations.AlterField(
            model_name="citation",
            name="finding",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="citations",
                to="foreign_law.finding",
                verbose_name="finding",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=Q(("finding", None), ("judgment", None), ("version__isnull", False))
                | Q(("finding", None), ("judgment__isnull", False), ("version", None))
                | Q(("finding__isnull", False), ("judgment", None), ("version", None)),
                name="citation_one_citing_side",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="court",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.court",
                verbose_name="court that keeps the finding",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="is_confidential",
            field=models.BooleanField(
                default=False, verbose_name="confidential: offered in its own court only"
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="released_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="released to other courts"),
        ),
        migrations.AddField(
            model_name="finding",
            name="released_by",
            field=models.CharField(blank=True, max_length=100, verbose_name="released by"),
        ),
        migrations.AddField(
            model_name="finding",
            name="released_reason",
            field=models.TextField(blank=True, verbose_name="reason for releasing the finding"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=Q(("released_at", None)) | (~Q(("released_by", "")) & ~Q(("released_reason", ""))),
                name="a_release_of_a_finding_gives_reasons",
            ),
        ),
        migrations.RunPython(keep_with_their_court, migrations.RunPython.noop),
    ]
