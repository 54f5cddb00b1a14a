"""Addresses of the pages about accounts."""

from django.urls import path

from collector.accounts.pages import everybody, own, sign_in, trail

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("language", sign_in.language, name="language"),
    path("account", own.own_account, name="own-account"),
    path("account/password", own.own_password, name="own-password"),
    path("account/second-factor", own.own_second_factor, name="own-second-factor"),
    path("account/sessions", own.own_sessions, name="own-sessions"),
    path("accounts", everybody.accounts, name="accounts"),
    path("accounts/new", everybody.new_account, name="new-account"),
    path("accounts/<int:account>", everybody.account_page, name="account"),
    path("audit", trail.audit_trail, name="audit"),
    path("audit/export", trail.audit_export, name="audit-export"),
]
