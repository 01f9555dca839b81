from django.db import migrations

from debates.models import search


def _install(apps, editor):
    debates = apps.get_model("debates", "Debate")._base_manager.all()
    claims = apps.get_model("debates", "Claim")._base_manager.all()
    search.install(debates, claims, editor)


def _uninstall(apps, editor):
    search.uninstall(editor)


class Migration(migrations.Migration):
    dependencies = [("debates", "0003_people_and_answers")]

    operations = [migrations.RunPython(_install, _uninstall)]
