from django.contrib import admin
from django.urls import include, path

from core import views
from core.upkeep import echo

urlpatterns = [
    path("accounts/", include("core.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    # Django's shortcut tells any member of staff the address, and so the name, of any debate.
    path("admin/r/<path:rest>", views.nothing_here),
    path("admin/", admin.site.urls),
    path("doctor/", echo.seen, name="doctor"),
    path("", include("debates.web.urls")),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
