"""
What jobs have read and made, for OpenLineage. Its provider asks operators for this; where it is not installed or not configured,
nobody does, and nothing of it is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

Result = Mapping[str, Any]


def landed(env: Mapping[str, str], result: Result | None) -> Any:
    """From a topic to what has landed of it, with the records read and landed; nothing of a job that had nothing to do."""
    from airflow.providers.openlineage.extractors import OperatorLineage  # noqa: PLC0415
    from openlineage.client.event_v2 import InputDataset, OutputDataset  # noqa: PLC0415

    if not result:
        return OperatorLineage()
    topic = env["JOB_TOPIC"]
    source = InputDataset(f"kafka://{env['JOB_BROKERS'].split(',')[0]}", topic, inputFacets=_read(result["read"]))
    target = OutputDataset(*_place(env["JOB_LANDING"], topic), outputFacets=_written(result["landed"], result["bytes"]))
    return OperatorLineage(inputs=[source], outputs=[target])


def computed(env: Mapping[str, str], result: Result | None) -> Any:
    """
    From what has landed to the tables, with rows. Audits read back what was written: the tables are inputs of those, with
    their outcome.
    """
    from airflow.providers.openlineage.extractors import OperatorLineage  # noqa: PLC0415
    from openlineage.client.event_v2 import InputDataset, OutputDataset  # noqa: PLC0415

    reports = (result or {}).get("dates", [])
    checks = _checks(reports)
    topics = _sums({topic["topic"]: topic["landed"]} for report in reports for topic in report["topics"])
    tables = _sums(report["tables"] for report in reports)
    sources = [
        InputDataset(*_place(env["JOB_LANDING"], topic), inputFacets={**_read(rows), **_checked(checks.get(topic, []))})
        for topic, rows in topics.items()
    ]
    audited = [
        InputDataset(*_place(env["JOB_LAKE"], "gold", table), inputFacets=_checked(checks[table]))
        for table in tables
        if table in checks
    ]
    targets = [
        OutputDataset(*_place(env["JOB_LAKE"], "gold", table), outputFacets=_written(rows)) for table, rows in tables.items()
    ]
    return OperatorLineage(inputs=[*sources, *audited], outputs=targets)


def _place(folder: str, *parts: str) -> tuple[str, str]:
    """Namespace and name of a dataset in files."""
    found = urlsplit(folder)
    namespace = f"{found.scheme}://{found.netloc}" if found.scheme else "file"
    return namespace, "/".join([found.path.rstrip("/"), *parts])


def _sums(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in counts:
        for name, count in one.items():
            sums[name] = sums.get(name, 0) + count
    return sums


def _checks(reports: Iterable[Result]) -> dict[str, list[tuple[str, bool]]]:
    """Of each topic and table its checks of each date, and whether the figures were as expected."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for report in reports:
        for check in (*report["audits"], *report["warnings"]):
            outcome = (f"{report['date']}: {check['check']}", check["expected"] == check["found"])
            # A topic, a table, or a figure of one: "quarantined of user_events".
            found.setdefault(check["of"].split()[-1], []).append(outcome)
    return found


def _read(rows: int) -> dict[str, Any]:
    from openlineage.client.facet_v2 import input_statistics_input_dataset as statistics  # noqa: PLC0415

    return {"inputStatistics": statistics.InputStatisticsInputDatasetFacet(rowCount=rows)}


def _written(rows: int, size: int | None = None) -> dict[str, Any]:
    from openlineage.client.facet_v2 import output_statistics_output_dataset as statistics  # noqa: PLC0415

    return {"outputStatistics": statistics.OutputStatisticsOutputDatasetFacet(rowCount=rows, size=size)}


def _checked(checks: Iterable[tuple[str, bool]]) -> dict[str, Any]:
    from openlineage.client.facet_v2 import data_quality_assertions_dataset as quality  # noqa: PLC0415

    assertions = [quality.Assertion(assertion=check, success=success) for check, success in checks]
    return {"dataQualityAssertions": quality.DataQualityAssertionsDatasetFacet(assertions=assertions)} if assertions else {}
