"""The password and the keys of an installation."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from streamflow_dags.files import write_whole

# Airflow signs with SHA-512, which wants keys of at least 64 bytes.
KEY_BYTES = 64


@dataclass(frozen=True)
class Keys:
    """
    Drawn once per installation.

    :param password: of the user admin
    :param jwt_secret: what Airflow's services show each other
    :param session_key: what the web server signs with
    """

    password: str
    jwt_secret: str
    session_key: str

    @classmethod
    def of(cls, path: Path) -> Keys:
        """Those of a file; drawn where it is not there, or is not whole: nothing that lasts was made with them."""
        try:
            found = cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            found = None
        if found and min(len(found.jwt_secret), len(found.session_key)) >= KEY_BYTES:
            return found
        drawn = cls(secrets.token_urlsafe(12), secrets.token_urlsafe(KEY_BYTES), secrets.token_urlsafe(KEY_BYTES))
        write_whole(path, json.dumps(asdict(drawn)))
        return drawn
