"""Whether this release can use the collector's database: exit 0, or 1 with a sentence.

Run by the installer with the release's own Python before anything is switched; changes nothing.
"""

import os
import sys
from pathlib import Path


def main() -> int:
    """Compare what was done to the database with what this release knows how to do."""
    from collector import environment  # noqa: PLC0415 -- COLLECTOR_DATA is set by now

    folder = Path(os.environ["COLLECTOR_DATA"])
    if not environment.database_url() and not (folder / environment.DATABASE_FILE).is_file():
        return 0
    import django  # noqa: PLC0415 -- the same

    django.setup()
    from django.db import DatabaseError, connection  # noqa: PLC0415 -- after Django was set up
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 -- the same

    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        print(f"数据库打不开：{error}。\nThe database cannot be opened: {error}.", file=sys.stderr)
        return 1
    ours = {application for application, _ in loader.disk_migrations}
    newer = sorted(
        f"{application}.{name}"
        for application, name in set(loader.applied_migrations) - set(loader.disk_migrations)
        if application in ours
    )
    if not newer:
        return 0
    names = ", ".join(newer)
    print(
        f"数据库已被更新版本的程序改过（{names}），本版本不能用它。\n"
        f"A later version has changed the database ({names}); this one cannot use it.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    os.environ.setdefault("COLLECTOR_DATA", "/var/lib/yiping/collector")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collector.settings")
    sys.exit(main())
