"""Where one sees what stands, how strongly, and what would change it."""

from django.urls import path

from debates.web import cruxes, method, perspectives, verdict, what_if

urlpatterns = [
    path("guide/strengths/", method.strengths, name="strengths"),
    path("debates/<slug:slug>/verdict/", verdict.verdict, name="verdict"),
    path("debates/<slug:slug>/cruxes/", cruxes.cruxes, name="cruxes"),
    path("debates/<slug:slug>/what-if/", what_if.what_if, name="what_if"),
    path("debates/<slug:slug>/perspectives/", perspectives.perspectives, name="perspectives"),
]
