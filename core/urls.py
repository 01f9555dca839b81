from django.contrib import admin
from django.urls import include, path

from core import views

urlpatterns = [
    path("accounts/", include("core.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("debates.web.urls")),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
