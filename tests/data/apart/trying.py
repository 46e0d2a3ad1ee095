"""A reader whose tasks do what no reading should: started by the tests."""

import ctypes
import os
import sys
import time

from hotspot_app.data.apart import limits
from hotspot_app.data.apart.serving import Line, serve
from hotspot_app.errors import InputError, WordsError
from hotspot_app.remedies import NameCodes, NameColumns


class Panic(BaseException):
    """As a native library raises that is no `Exception`."""


def echo(asked, progress):
    progress.step(0.5, "half")
    yield asked["value"]


def many(asked, progress):
    yield from range(asked["count"])


def hang(asked, progress):
    progress.step(0.1, "begun")
    time.sleep(600)
    yield None


def native_hang(asked, progress):
    progress.step(0.1, "begun")
    # holds Python's lock, as a library does that never comes back
    ctypes.PyDLL(None).sleep(600)
    yield None


def slow(asked, progress):
    for number in range(asked["steps"]):
        time.sleep(asked["seconds"])
        progress.step(number / asked["steps"], "on it")
    yield "done"


def eat(asked, progress):
    progress.step(0.1, "begun")
    held = []
    while True:
        held.append(bytearray(50_000_000))
    yield None


def swell(asked, progress):
    held = b"." * (limits.SWOLLEN + 50_000_000)
    yield len(held)


def abort(asked, progress):
    os.abort()
    yield None


def panic(asked, progress):
    raise Panic("Jane Doe, 1 January 1980")
    yield None


def refuse(asked, progress):
    yield 1
    kind = WordsError if asked["words"] else InputError
    both = (NameCodes(), NameColumns(("type",), or_none=True))
    raise kind("what", where="where", hint="hint", remedies=both)


def noise(asked, progress):
    sys.stdout.write("from Python\n")
    os.write(1, b"from a library")
    os.write(2, b"from a library")
    yield sys.stdin.read() if sys.stdin else ""


TASKS = {
    each.__name__: each
    for each in (
        echo,
        many,
        hang,
        native_hang,
        slow,
        eat,
        swell,
        abort,
        panic,
        refuse,
        noise,
    )
}

if __name__ == "__main__":
    limits.hold_myself()
    sys.exit(serve(Line(float(sys.argv[1]) if sys.argv[1:] else 60.0), TASKS))
