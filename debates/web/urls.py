from django.urls import include, path

urlpatterns = [
    path("", include("debates.web.debate_urls")),
    path("", include("debates.web.claim_urls")),
]
