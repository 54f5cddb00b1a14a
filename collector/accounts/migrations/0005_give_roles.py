from django.db import migrations


def give_roles(apps, _editor):
    """Until now an account either looked or decided."""
    held = apps.get_model("accounts", "RoleHeld")
    for account in apps.get_model("accounts", "Account").objects.all():
        role = "administrator" if account.is_superuser else "viewer"
        held.objects.create(account=account, role=role)
    apps.get_model("accounts", "Account").objects.update(is_superuser=False, is_staff=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_roles")]

    operations = [
        migrations.RunPython(give_roles, migrations.RunPython.noop),
        # Sessions have a table of our own now; people sign in again once.
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
    ]
