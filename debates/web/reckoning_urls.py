"""Where one sees what stands, how strongly, and what would change it."""

from django.urls import path

from debates.web import method

urlpatterns = [
    path("guide/strengths/", method.strengths, name="strengths"),
]
