"""Exit status 0 where the web server of this machine answers: for the image's HEALTHCHECK."""

import http.client
import os
import sys


def main() -> int:
    _, _, port = (os.environ.get("WEB_BIND") or "127.0.0.1:8000").rpartition(":")
    server = http.client.HTTPConnection("127.0.0.1", int(port), timeout=4)
    try:
        server.request("GET", "/healthz")
        return 0 if server.getresponse().status == http.HTTPStatus.OK else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
