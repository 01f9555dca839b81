from django.urls import include, path

urlpatterns = [
    path("", include(f"debates.web.{part}_urls"))
    for part in (
        "debate",
        "claim",
        "member",
        "review",
        "ledger",
        "reckoning",
        "link",
        "scheme",
        "vote",
        "search",
        "me",
    )
]
