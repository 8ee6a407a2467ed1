"""
What people type into the forms, read leniently and refused in a sentence.

The web server would refuse a value that breaks a schema with two words, "Bad Request". So the forms take any text, number or
list, and the first task of a run reads them with these functions.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

DEFAULT_LATENESS = "PT1H"
# What trailing columns read: tables and landing are kept for no shorter time.
LEAST_DAYS = 62
MOST_DAYS = 36_500
_ISO_DURATION = re.compile(r"P(?=\d|T\d)(\d{1,4}D)?(T(?=\d)(\d{1,4}H)?(\d{1,4}M)?(\d{1,5}S)?)?", re.ASCII)
_UNITS = {"D": r"d|days?", "H": r"h|hrs?|hours?", "M": r"m|mins?|minutes?", "S": r"s|secs?|seconds?"}
_SPOKEN_DURATION = re.compile(
    "".join(
        rf"(?:(?P<{unit}>\d{{1,{5 if unit == 'S' else 4}}})\s*(?:{words})(?![A-Za-z])\s*)?" for unit, words in _UNITS.items()
    ),
    re.ASCII | re.IGNORECASE,
)


def lines(name: str, given: Any) -> list[str]:
    """The entries of a list without blanks around them; empty ones, such as after a trailing line break, count for nothing."""
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise refusal(name, given, "it is not a list of texts.")
    return [one.strip() for one in given if one.strip()]


def date(name: str, given: Any) -> dt.date:
    """A date as ISO 8601 writes it, with its hyphens."""
    text = given.strip() if isinstance(given, str) else given
    try:
        found = dt.date.fromisoformat(text)
    except (TypeError, ValueError):
        found = None
    if found is None or found.isoformat() != text:
        raise refusal(name, given, "it is not a date such as 2026-01-31.")
    return found


def lateness(given: Any) -> str:
    """An ISO 8601 duration, of one or of ``1h``, ``90 min`` or ``1d 2h``; an hour where there is nothing."""
    text = "" if given is None else str(given).strip()
    if not text:
        return DEFAULT_LATENESS
    if text == "0":
        return "PT0S"
    if _ISO_DURATION.fullmatch(text.upper()):
        return text.upper()
    spoken = _SPOKEN_DURATION.fullmatch(text)
    if not spoken:
        raise refusal("lateness", given, "it is not a duration. Write it as 1h, 30m, 1d 2h or, as ISO 8601 has it, PT1H30M.")
    parts = {unit: number for unit, number in spoken.groupdict().items() if number is not None}
    days = f"{parts.pop('D')}D" if "D" in parts else ""
    time = "".join(number + unit for unit, number in parts.items())
    return f"P{days}{'T' if time else ''}{time}"


def whole(name: str, given: Any, least: int, most: int, why: str = "") -> int:
    """
    A whole number between these two.

    :param why: what is said beside the bounds, as a sentence
    """
    fits = not isinstance(given, bool) and isinstance(given, int | float) and given == given // 1 and least <= given <= most
    if not fits:
        raise refusal(name, given, f"{why or 'it does not fit.'} Whole numbers from {least:,} to {most:,} fit.")
    return int(given)


def share(name: str, given: Any) -> float:
    """A number from 0 to 1."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 1:
        raise refusal(name, given, "it is a share. Numbers from 0 to 1 fit, such as 0.01 for one in a hundred.")
    return given


def sample(params: Mapping[str, Any]) -> dict[str, Any]:
    """How many events are to be made, and how; an empty field counts as its default."""
    return {
        "sessions": whole("sessions", _given(params, "sessions", 2000), 0, 10_000_000),
        "count": whole("count", _given(params, "count", 1000), 0, 100_000_000),
        "dirt": share("dirt", _given(params, "dirt", 0.01)),
        "seed": whole("seed", _given(params, "seed", 1), 0, 2**53),
    }


def days_kept(name: str, params: Mapping[str, Any]) -> int | None:
    """For how many days data is kept; None is for ever."""
    if params[name] is None:
        return None
    why = "trailing columns read two months, and without their landing they could not be computed again."
    return whole(name, params[name], LEAST_DAYS, MOST_DAYS, why)


def refusal(name: str, given: Any, reason: str) -> AirflowFailException:
    """Names the field, the value and what fits."""
    return AirflowFailException(f"Cannot use {name} {_shown(given)}: {reason}")


def _given(params: Mapping[str, Any], name: str, default: float) -> Any:
    return default if params[name] is None else params[name]


def _shown(given: Any) -> str:
    text = repr(given) if isinstance(given, str) else str(given)
    return text if len(text) <= 200 else f"{text[:200]}..."  # noqa: PLR2004
