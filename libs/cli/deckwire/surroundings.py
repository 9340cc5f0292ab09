"""What the command takes from where it runs: `.env`, the data folder, the per-machine secret, keys."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

DEFAULT_DATA = Path(".deckwire")


def environment(folder: Path | None = None) -> dict[str, str]:
    """Return the environment with what `.env` adds to it; a variable that is really set wins over the file."""
    file = (folder or Path.cwd()) / ".env"
    added = dotenv_values(file) if file.is_file() else {}
    return {**{key: value for key, value in added.items() if value is not None}, **os.environ}


def data_folder(given: str | None, env: Mapping[str, str]) -> Path:
    """Return the data folder: as given, else `DECKWIRE_DATA_DIR`, else `.deckwire` here."""
    return Path(given or env.get("DECKWIRE_DATA_DIR") or DEFAULT_DATA).resolve()


def signing_secret(data: Path) -> str:
    """Return this data folder's secret, made when it is first asked for.

    It is kept so that download links signed by one run still work in the next; only the owner may read it.
    """
    file = data / "secret"
    try:
        found = file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        found = ""
    if len(found) >= 32:
        return found
    data.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    partial = data / f".secret.{os.getpid()}"
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        out.write(made + "\n")
    partial.replace(file)
    return made
