"""Where a claim is made to argue in a second place, or together with others."""

from django.urls import path

from debates.web import linking, premises

urlpatterns = [
    path("debates/<slug:slug>/claims/<int:pk>/link/", linking.link_claim, name="link_claim"),
    path("debates/<slug:slug>/claims/<int:pk>/premises/", premises.premises, name="premises"),
    path("debates/<slug:slug>/links/<int:pk>/remove/", linking.unlink_claim, name="unlink_claim"),
]
