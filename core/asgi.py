import os

from django.core.asgi import get_asgi_application

from core.sent import AsyncRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")

application = get_asgi_application()
application.request_class = AsyncRequest
