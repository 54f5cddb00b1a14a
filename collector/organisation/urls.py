"""Addresses of the pages about the organisation."""

from django.urls import path

from collector.organisation.pages import duty_week, item, items, lists, node, people, tree, workbook

urlpatterns = [
    path("organisation", tree.tree, name="organisation"),
    path("organisation/add", node.add_top, name="organisation-add"),
    path("organisation/places/<int:number>", node.node_page, name="organisation-node"),
    path("organisation/places/<int:number>/do", node.act, name="organisation-act"),
    path("organisation/windows", lists.windows, name="organisation-windows"),
    path("organisation/items", items.items, name="organisation-items"),
    path("organisation/items/add", items.add_item, name="organisation-add-item"),
    path("organisation/items/<int:number>", item.item_page, name="organisation-item"),
    path("organisation/items/<int:number>/do", item.act, name="organisation-change-item"),
    path("organisation/departments", lists.departments, name="organisation-departments"),
    path("organisation/departments/<int:number>", lists.map_department, name="organisation-map"),
    path("organisation/staff", people.staff, name="organisation-staff"),
    path("organisation/staff/add", people.add_person, name="organisation-add-person"),
    path("organisation/staff/<int:number>", people.person_page, name="organisation-person"),
    path("organisation/staff/<int:number>/change", people.change_person,
         name="organisation-change-person"),
    path("organisation/staff/<int:number>/duty", people.change_duty,
         name="organisation-change-duty"),
    path("organisation/duty", duty_week.duty_week, name="organisation-duty"),
    path("organisation/import", workbook.import_page, name="organisation-import"),
    path("organisation/import/<str:token>", workbook.preview, name="organisation-preview"),
    path("organisation/import/<str:token>/decide", workbook.decide, name="organisation-decide"),
    path("organisation/export", workbook.export_workbook, name="organisation-export"),
    path("organisation/export/<str:key>", workbook.export_sheet, name="organisation-export-sheet"),
]  # fmt: skip
