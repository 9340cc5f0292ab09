"""`run.json` in the data folder: where the running stack is, for other commands and for programs."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

NAME = "run.json"


class RunFile(BaseModel):
    """Where the stack is: its URL (empty without a gateway), its broker, its processes and their supervisor."""

    model_config = ConfigDict(extra="ignore")

    url: str = ""
    nats_url: str = ""
    pids: dict[str, int] = Field(default_factory=dict)
    supervisor: int = 0

    def write(self, data: Path) -> None:
        """Write the file as one step, so that a reader never sees half of it."""
        data.mkdir(parents=True, exist_ok=True)
        partial = data / f".{NAME}.{os.getpid()}"
        partial.write_text(json.dumps(self.model_dump(), indent=1) + "\n", encoding="utf-8")
        partial.replace(data / NAME)


def read(data: Path) -> RunFile | None:
    """Return the stack that runs on this data folder, or None when there is none or its supervisor is gone."""
    try:
        found = RunFile.model_validate_json((data / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None
    return found if found.supervisor and alive(found.supervisor) else None


def remove(data: Path) -> None:
    """Take the file away; nothing happens when there is none."""
    (data / NAME).unlink(missing_ok=True)


def alive(pid: int) -> bool:
    """Return whether a process of that id exists and is not a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    status = Path(f"/proc/{pid}/stat")
    if status.exists():
        return status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:1] != ["Z"]
    return True
