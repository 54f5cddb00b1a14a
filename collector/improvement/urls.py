"""Addresses of improvement."""

from django.urls import path

from collector.improvement.pages import action, board, worked

urlpatterns = [
    path("improvement", board.board, name="improvement"),
    path("improvement/new", action.new, name="improvement-new"),
    path("improvement/worked", worked.worked_page, name="improvement-worked"),
    path("improvement/<int:number>", action.action_page, name="improvement-action"),
    path("improvement/<int:number>/do", action.act, name="improvement-act"),
]
