from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("debates", "0004_search")]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="premise_group",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="link",
            name="premise_group",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=Q(premise_group=None) | Q(kind__in=["claim", "critique", "rebuttal"]),
                name="only_a_premise_is_in_a_group",
            ),
        ),
    ]
