"""Addresses of the pages about single ratings."""

from django.urls import path

from collector.ratings import list_page, rating_page

urlpatterns = [
    path("ratings", list_page.ratings, name="ratings"),
    path("ratings/<path:number>/proof", rating_page.proof, name="rating-proof"),
    path("ratings/<path:number>", rating_page.rating, name="rating"),
]
