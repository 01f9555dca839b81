from django.db import migrations

from debates.models import log


class Migration(migrations.Migration):
    dependencies = [("debates", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: log.install_first(editor), lambda apps, editor: log.remove(editor)
        )
    ]
