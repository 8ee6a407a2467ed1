"""The commands that a person runs to look into what a task has met: with the folders and addresses that the task had."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

# Which of the job's values a command takes, by its option.
OPTIONS = {
    "land": ("--topic", "--through", "--lateness", "--landing", "--bootstrap-servers", "--kafka-config"),
    "verify": ("--topic", "--landing", "--bootstrap-servers", "--kafka-config"),
    "due": ("--from", "--to", "--topics", "--landing", "--lake"),
    "etl": ("--from", "--to", "--topics", "--landing", "--lake"),
    "ledger": ("--from", "--to", "--lake"),
    "produce": ("--schema", "--date", "--from", "--to", "--bootstrap-servers", "--kafka-config"),
}
VARIABLES = {
    option: f"JOB_{option.strip('-').replace('-', '_').upper()}"
    for options in OPTIONS.values()
    for option in options
    if option != "--bootstrap-servers"
} | {"--bootstrap-servers": "JOB_BROKERS"}
_MENTIONED = re.compile(r"`(?:\./)?streamflow (\w+)`")


def spelled_out(text: str, env: Mapping[str, str]) -> str:
    """The text of a job, with the options of this installation in each command that it recommends."""

    def whole(found: re.Match[str]) -> str:
        if found[1] not in OPTIONS or "STREAMFLOW_HOME" not in env:
            return found[0]
        return f"`{_command(found[1], _about_one_topic(env, text))}`"

    return _MENTIONED.sub(whole, text)


def by_hand(env: Mapping[str, str]) -> str:
    """What a person would type to have the job's answer again; nothing where the task had no job."""
    command = env.get("JOB_COMMAND", "")
    return _command(command, env) if command in OPTIONS else ""


def _command(name: str, env: Mapping[str, str]) -> str:
    words = [f"{env['STREAMFLOW_HOME']}/streamflow", name]
    for option in OPTIONS[name]:
        value = env.get(VARIABLES[option], "")
        words += [option, value] if value else []
    return shlex.join(words)


def _about_one_topic(env: Mapping[str, str], text: str) -> Mapping[str, str]:
    """Of a job over several topics, the one that its text names, else the first."""
    topics = [topic for topic in env.get("JOB_TOPICS", "").split(",") if topic]
    if "JOB_TOPIC" in env or not topics:
        return env
    named = sorted((topic for topic in topics if topic in text), key=len, reverse=True)
    return {**env, "JOB_TOPIC": (named or topics)[0]}
