"""Django's two databases, for requests that do not wait for ever: see core/patience.py."""
