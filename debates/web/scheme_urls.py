"""The catalogue of schemes, and what is like the claim that one is writing."""

from django.urls import path

from debates.web import near, schemes

urlpatterns = [
    path("guide/schemes/", schemes.schemes, name="schemes"),
    path("debates/<slug:slug>/near/", near.near_matches, name="near_matches"),
]
