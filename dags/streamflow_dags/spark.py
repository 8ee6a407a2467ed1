"""How a form may have Spark run: where, and with which settings."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from streamflow_dags import fields
from streamflow_dags.settings import Settings

_THIS_MACHINE = re.compile(r"local(\[(\*|[1-9]\d{0,2})\])?", re.ASCII)
_VALUE = re.compile(r"[A-Za-z0-9._:+-]{1,100}", re.ASCII)
# Settings that shape a job. What loads code, opens ports or says where things are is the installation's, not a form's.
_SHAPING = """
cores.max default.parallelism locality.wait network.timeout speculation speculation.interval speculation.multiplier
speculation.quantile task.cpus task.maxFailures
driver.cores driver.maxResultSize driver.memory driver.memoryOverhead
executor.cores executor.heartbeatInterval executor.instances executor.memory executor.memoryOverhead
memory.fraction memory.offHeap.enabled memory.offHeap.size memory.storageFraction
dynamicAllocation.enabled dynamicAllocation.executorIdleTimeout dynamicAllocation.initialExecutors
dynamicAllocation.maxExecutors dynamicAllocation.minExecutors dynamicAllocation.shuffleTracking.enabled
reducer.maxBlocksInFlightPerAddress reducer.maxReqsInFlight reducer.maxSizeInFlight
shuffle.compress shuffle.file.buffer shuffle.io.maxRetries shuffle.io.retryWait shuffle.spill.compress
sql.adaptive.advisoryPartitionSizeInBytes sql.adaptive.autoBroadcastJoinThreshold
sql.adaptive.coalescePartitions.enabled sql.adaptive.coalescePartitions.initialPartitionNum
sql.adaptive.coalescePartitions.minPartitionSize sql.adaptive.coalescePartitions.parallelismFirst sql.adaptive.enabled
sql.adaptive.localShuffleReader.enabled sql.adaptive.skewJoin.enabled sql.adaptive.skewJoin.skewedPartitionFactor
sql.adaptive.skewJoin.skewedPartitionThresholdInBytes
sql.autoBroadcastJoinThreshold sql.codegen.wholeStage sql.files.maxPartitionBytes sql.files.maxPartitionNum
sql.files.minPartitionNum sql.files.openCostInBytes sql.join.preferSortMergeJoin sql.parquet.columnarReaderBatchSize
sql.parquet.compression.codec sql.parquet.enableVectorizedReader sql.shuffle.partitions
"""
NAMES = frozenset(f"spark.{name}" for name in _SHAPING.split())


def chosen(params: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """How the form wants Spark to run: ``spark_master`` and ``spark_settings``, each None or of the installation's choice."""
    master = (params["spark_master"] or "").strip()
    if master and master not in settings.spark_masters and not _THIS_MACHINE.fullmatch(master):
        known = ", ".join(settings.spark_masters)
        raise fields.refusal(
            "spark_master", master, f"this installation knows {known} and local[2] for two cores of this machine."
        )
    given = fields.lines("spark_settings", params["spark_settings"])
    for setting in given:
        _check(setting)
    return {"spark_master": master or None, "spark_settings": given or None}


def _check(setting: str) -> None:
    name, equals, value = setting.partition("=")
    if not equals:
        raise fields.refusal("spark_settings", setting, "it is not name=value, such as spark.sql.shuffle.partitions=64.")
    if name not in NAMES:
        raise fields.refusal("spark_settings", setting, f"{name} is not for a form to set. {_near(name)}")
    if not _VALUE.fullmatch(value):
        raise fields.refusal(
            "spark_settings", setting, "its value is not of letters, digits and . _ : + - alone, up to 100 of them."
        )


def _near(name: str) -> str:
    near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.9)
    return f"Did you mean {near[0]}?" if near else f"These are: {', '.join(sorted(NAMES))}."
