from datetime import UTC, datetime, timedelta

import pytest

from debates.argument.times import is_past

NOW = datetime.now(UTC)
RECORDS_BEGIN = datetime(1000, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("time", [NOW, NOW + timedelta(hours=14), RECORDS_BEGIN])
def test_something_can_be_written_then(time):
    assert is_past(time)


@pytest.mark.parametrize(
    "time", [NOW + timedelta(days=2), RECORDS_BEGIN - timedelta.resolution, datetime.min]
)
def test_nothing_is_from_the_future_or_from_before_records(time):
    assert not is_past(time.replace(tzinfo=UTC))
