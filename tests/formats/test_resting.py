import gc
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from debates.argument.map import ArgumentMap, Node
from debates.formats import kialo
from debates.formats.errors import FormatError
from debates.formats.registry import FORMATS
from debates.formats.resting import undisturbed

READ = ArgumentMap("T", {"T": Node("T", "Cities should ban cars")})


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    assert gc.isenabled()
    yield
    gc.enable()


def test_the_collector_rests_while_a_file_is_read():
    seen = []

    @undisturbed
    def loads(text: str) -> ArgumentMap:
        seen.append(gc.isenabled())
        return READ

    assert loads("") is READ
    assert seen == [False]
    assert gc.isenabled()


def test_it_works_again_when_a_file_was_refused():
    with pytest.raises(FormatError):
        kialo.loads("no such thing")
    assert gc.isenabled()


def test_where_it_was_at_rest_it_stays_so():
    gc.disable()
    undisturbed(lambda text: READ)("")
    assert not gc.isenabled()


def test_it_rests_until_the_last_of_several_is_read():
    reading, go_on = Event(), Event()

    @undisturbed
    def slow(text: str) -> ArgumentMap:
        reading.set()
        assert go_on.wait(10)
        return READ

    other = Thread(target=slow, args=("",))
    other.start()
    assert reading.wait(10)
    undisturbed(lambda text: READ)("")
    assert not gc.isenabled()
    go_on.set()
    other.join(10)
    assert gc.isenabled()


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if format.loads])
def test_every_reader_is_left_undisturbed(name):
    assert hasattr(FORMATS[name].loads, "__wrapped__")
