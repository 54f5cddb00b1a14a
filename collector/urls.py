"""Pages. The terminals' calls under /api/v1 never come here: `collector.asgi` answers them."""

from django.urls import include, path

urlpatterns = [path("", include("collector.boards.urls"))]
