"""Where one sees what is unanswered."""

from django.urls import path

from debates.web import compare, ledger, my_challenges

urlpatterns = [
    path("debates/<slug:slug>/challenges/", ledger.challenges, name="challenges"),
    path("debates/<slug:slug>/compare/", compare.compare, name="compare"),
    path("me/challenges/", my_challenges.my_challenges, name="my_challenges"),
]
