"""Many threads at once, each with its own connection."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def at_once(act: Callable[[int], Any], times: int) -> list[Any]:
    """Results of `act(0)` … `act(times - 1)`, all begun at the same moment; connections are closed."""
    start = threading.Barrier(times)

    def run(number: int) -> Any:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))
