"""Lighthouse from npm, driving the Chromium that is installed; nothing of it is needed to run Deckwire."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.stack import clean_environment

SOURCE = Path(__file__).resolve().parent / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices")
FORMS = {"mobile": (), "desktop": ("--preset=desktop",)}
METRICS = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
}


class ToolMissingError(RuntimeError):
    """Something cannot be had on this machine; the message says what."""


@dataclass(frozen=True)
class Audit:
    """What Lighthouse says of one page on one kind of screen: scores from 0 to 100, metrics in ms (CLS has no unit)."""

    page: str
    form: str
    scores: dict[str, int]
    metrics: dict[str, float]


def chromium() -> str:
    """Return the path of the installed browser; raises ToolMissingError."""
    found = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
    if found is None:
        raise ToolMissingError("Chromium is not installed")
    return found


def lighthouse() -> Path:
    """Return Lighthouse's command line, installed when it is first asked for; raises ToolMissingError."""
    npm = shutil.which("npm")
    if npm is None:
        raise ToolMissingError("Node.js with npm is not installed")
    sources = [SOURCE / name for name in ("package.json", "package-lock.json", ".npmrc")]
    version = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "deckwire-tests" / f"lighthouse-{version}"
    command = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for source in sources:
            shutil.copy(source, folder)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--loglevel=error"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode != 0:
            raise ToolMissingError(f"npm could not install lighthouse: {done.stderr.strip()[-300:]}")
    return command


def audit(name: str, url: str, form: str, runs: int) -> Audit:
    """Return the medians of so many runs; raises RuntimeError when Lighthouse fails."""
    reports = [_run(url, form) for _ in range(runs)]
    scores = {c: round(100 * statistics.median(r["categories"][c]["score"] for r in reports)) for c in CATEGORIES}
    metrics = {
        short: round(statistics.median(r["audits"][long]["numericValue"] for r in reports), 3)
        for long, short in METRICS.items()
    }
    return Audit(name, form, scores, metrics)


def _run(url: str, form: str) -> dict[str, Any]:
    command = [
        "node",
        str(lighthouse()),
        url,
        *FORMS[form],
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    environment = clean_environment({"CHROME_PATH": chromium()})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"lighthouse failed for {url}: {done.stderr.strip()[-500:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report
