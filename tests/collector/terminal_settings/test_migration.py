"""A collector from before: what its halls had decided in columns goes on holding."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("organisation", "0005_feedback_keys"), ("terminal_settings", None)]


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_what_halls_had_decided_becomes_their_layer():
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    try:
        executor.migrate(BEFORE)
        old = executor.loader.project_state([BEFORE[0]]).apps
        node = old.get_model("organisation", "Node").objects.create(
            kind="hall", code="h", path="/1/"
        )
        old.get_model("organisation", "Hall").objects.create(
            node=node,
            code="h",
            scale="national-5",
            policy={"reasons_required": True},
            announcements=[{"title": "一"}, {"title": "二", "text": "内容"}, "strange", {}],
        )
        executor = MigrationExecutor(connection)
        executor.migrate(latest)
        new = executor.loader.project_state(latest).apps
        (layer,) = new.get_model("terminal_settings", "Layer").objects.all()
        assert layer.values == {"scale": "national-5", "policy.reasons_required": True}
        notices = new.get_model("terminal_settings", "Notice").objects.order_by("-pk")
        assert [one.title for one in notices] == ["一", "二"]
    finally:
        MigrationExecutor(connection).migrate(latest)
