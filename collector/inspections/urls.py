"""Addresses of the inspections. What a phone keeps lies below inspections/phone/ alone."""

from django.urls import path, re_path

from collector.inspections.pages import (
    checklists,
    fill,
    inspection,
    listed,
    phone,
    plan,
    results,
)

urlpatterns = [
    path("inspections", listed.page, name="inspections"),
    path("inspections/plan", plan.page, name="inspection-plan"),
    path("inspections/plan/draw", plan.draw, name="inspection-draw-lots"),
    path("inspections/plan/place", plan.place, name="inspection-plan-place"),
    path("inspections/plan/examples", plan.example, name="inspection-examples"),
    path("inspections/draws/<int:number>", plan.drawn, name="inspection-draw"),
    path("inspections/results", results.page, name="inspection-results"),
    path("inspections/checklists", checklists.listed, name="inspection-checklists"),
    path("inspections/checklists/make", checklists.make, name="inspection-checklist-make"),
    path("inspections/checklists/<int:number>", checklists.page, name="inspection-checklist"),
    path("inspections/checklists/<int:number>/edit", checklists.edit,
         name="inspection-checklist-edit"),
    re_path("^inspections/phone/(?P<language>zh|en)$", phone.page, name="inspection-phone"),
    path("inspections/phone/worker.js", phone.worker, name="inspection-worker"),
    path("inspections/phone/work", phone.work_of, name="inspection-work"),
    path("inspections/phone/send", phone.send, name="inspection-send"),
    path("inspections/phone/photos/<uuid:name>", phone.photo, name="inspection-send-photo"),
    path("inspections/<uuid:number>", inspection.page, name="inspection"),
    path("inspections/<uuid:number>/do", inspection.act, name="inspection-act"),
    path("inspections/<uuid:number>/reply", inspection.reply, name="inspection-reply"),
    path("inspections/<uuid:number>/fill", fill.page, name="inspection-fill"),
    path("inspections/<uuid:number>/print", inspection.printed, name="inspection-print"),
    path("inspections/<uuid:number>/photos/<uuid:photo>", inspection.photo,
         name="inspection-photo"),
]  # fmt: skip
