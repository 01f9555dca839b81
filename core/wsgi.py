import os

from django.core.wsgi import get_wsgi_application

from core.sent import Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")

application = get_wsgi_application()
application.request_class = Request
