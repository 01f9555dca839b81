"""Where suggestions are looked at."""

from django.urls import path

from debates.web import review, steps

urlpatterns = [
    path("debates/<slug:slug>/review/", review.review, name="review"),
    path("debates/<slug:slug>/claims/<int:pk>/return/", steps.return_claim, name="return_claim"),
]
