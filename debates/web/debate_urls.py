"""Addresses of debates as a whole; those of what is in them are in ``claim_urls``."""

from django.urls import path

from debates.web.bringing import import_debate
from debates.web.explore import explore
from debates.web.export import export, export_file
from debates.web.guide import guide
from debates.web.new_debate import new_debate
from debates.web.settings import debate_settings

urlpatterns = [
    path("", explore, name="explore"),
    path("guide/", guide, name="guide"),
    path("import/", import_debate, name="import_debate"),
    path("debates/new/", new_debate, name="new_debate"),
    path("debates/<slug:slug>/export/", export, name="export"),
    path("debates/<slug:slug>/export/file/", export_file, name="export_file"),
    path("debates/<slug:slug>/settings/", debate_settings, name="debate_settings"),
]
