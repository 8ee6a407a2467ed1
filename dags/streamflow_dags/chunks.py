"""How many tasks one task may be mapped to, and what is done with more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from airflow.sdk.configuration import conf

T = TypeVar("T")


def mappable(whole: Sequence[T], beside: int = 0) -> list[list[T]]:
    """
    Neighbours together, one by one as long as Airflow takes so many (its setting ``core.max_map_length``), else several.

    :param beside: how many tasks there are beside these
    """
    most = max(1, conf.getint("core", "max_map_length", fallback=1024) - beside)
    size = max(1, -(-len(whole) // most))
    return [list(whole[first : first + size]) for first in range(0, len(whole), size)]
