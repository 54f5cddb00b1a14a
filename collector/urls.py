"""Pages. The terminals' calls under /api/v1 never come here: `collector.asgi` answers them."""

from django.urls import include, path

urlpatterns = [
    path("", include("collector.comments.urls")),
    path("", include("collector.contacts.urls")),
    path("", include("collector.accounts.urls")),
    path("", include("collector.alerts.urls")),
    path("", include("collector.organisation.urls")),
    path("", include("collector.overview.urls")),
    path("", include("collector.reports.urls")),
    path("", include("collector.ratings.urls")),
    path("", include("collector.api.urls")),
    path("", include("collector.improvement.urls")),
    path("", include("collector.inspections.urls")),
    path("", include("collector.cases.urls")),
    path("", include("collector.rules.urls")),
    path("", include("collector.working_days.urls")),
    path("", include("collector.results.urls")),
    path("", include("collector.boards.urls")),
]

handler400 = "collector.boards.errors.bad_request"
handler403 = "collector.boards.errors.permission_denied"
handler404 = "collector.boards.errors.not_found"
handler500 = "collector.boards.errors.server_error"
