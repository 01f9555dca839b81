"""When something can have been written."""

from datetime import UTC, datetime, timedelta

# Near the ends of what a time can be, it cannot be told in all time zones.
EARLIEST = datetime(1000, 1, 1, tzinfo=UTC)
# Times without a zone are taken for UTC, which may be hours off.
_LEEWAY = timedelta(days=1)


def is_past(time: datetime) -> bool:
    """Nothing is from the future, where it would stay the newest of all, or from before records."""
    return EARLIEST <= time <= datetime.now(UTC) + _LEEWAY
