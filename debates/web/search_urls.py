"""Where one looks for words."""

from django.urls import path

from debates.web.search import search

urlpatterns = [
    path("search/", search, name="search"),
]
