"""Where a claim is made to argue in a second place."""

from django.urls import path

from debates.web import linking

urlpatterns = [
    path("debates/<slug:slug>/claims/<int:pk>/link/", linking.link_claim, name="link_claim"),
    path("debates/<slug:slug>/links/<int:pk>/remove/", linking.unlink_claim, name="unlink_claim"),
]
