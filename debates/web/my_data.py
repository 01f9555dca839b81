"""All that is mine, as one file. What is in it is decided in debates.models.possessions."""

from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.accounts.models import User
from debates.models import possessions
from debates.web.sessions import signed_in

# What reads such a file can tell by this what to expect; docs/how-to/what-is-mine.md lists it.
FORMAT, VERSION = "rejoinder-my-data", 1


@never_cache
@require_safe
@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    return render(request, "me/data.html", {"here": "my_data"})


@never_cache
@require_safe
@signed_in
def my_data_file(request: HttpRequest) -> StreamingHttpResponse:
    day = timezone.localdate().isoformat()
    response = StreamingHttpResponse(_written(request.user), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="my-data-{day}.json"'
    return response


def _written(person: User) -> Iterator[str]:
    """One JSON object, a line for each row, as they are read."""
    encode = DjangoJSONEncoder(ensure_ascii=False).encode
    head = {"format": FORMAT, "version": VERSION, "made_at": timezone.now()}
    head |= {"profile": possessions.profile(person), "sign_in": possessions.sign_in(person)}
    yield encode(head)[:-1]
    for name, rows in possessions.LISTS.items():
        yield f',\n"{name}": ['
        for number, row in enumerate(rows(person)):
            yield f"{',' if number else ''}\n{encode(row)}"
        yield "\n]"
    yield "\n}\n"
