"""Tasks that are Python functions, of a class of their own: Airflow gives buttons to tasks by the class of their operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk.bases.decorator import DecoratedOperator, TaskDecorator, task_decorator_factory


class PythonTask(DecoratedOperator, PythonOperator):
    """What Airflow's own ``@task`` makes of a function, by another name."""

    template_fields = ("templates_dict", "op_args", "op_kwargs")
    template_fields_renderers = {"templates_dict": "json", "op_args": "py", "op_kwargs": "py"}  # noqa: RUF012
    custom_operator_name = "@task"

    def __init__(self, *, python_callable: Callable[..., Any], op_args: Any, op_kwargs: Any, **kwargs: Any) -> None:
        called = {"python_callable": python_callable, "op_args": op_args, "op_kwargs": op_kwargs}
        super().__init__(kwargs_to_upstream=called, **called, **kwargs)


def task(python_callable: Callable[..., Any] | None = None, **kwargs: Any) -> TaskDecorator:
    """As Airflow's ``@task``, for a task of a run about event dates."""
    return task_decorator_factory(python_callable, decorated_operator_class=PythonTask, **kwargs)
