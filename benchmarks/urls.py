from django.http import HttpRequest, HttpResponse
from django.urls import path

from core.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """What Django and the middleware cost by themselves."""
    return HttpResponse()


urlpatterns = [*urlpatterns, path("empty/", empty)]
