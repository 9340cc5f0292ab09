"""The chat page's own tests, its types and its size; they need Node and npm."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WEB = ROOT / "services" / "gateway" / "web"
BUILT = ROOT / "services" / "gateway" / "deckwire_gateway" / "page"
MAX_JS_BYTES = 120_000

needs_npm = pytest.mark.skipif(
    shutil.which("npm") is None or not (WEB / "node_modules").is_dir(), reason="needs npm and `make page`"
)


def run(script: str) -> None:
    done = subprocess.run(["npm", "run", "--silent", script], cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-2000:]}"


@needs_npm
def test_units_of_the_page_pass() -> None:
    run("test")


@needs_npm
def test_types_of_the_page_hold() -> None:
    run("check")


@pytest.mark.skipif(not BUILT.is_dir(), reason="needs the page to be built: `make page`")
def test_script_of_the_page_is_small() -> None:
    scripts = list((BUILT / "assets").glob("*.js"))
    assert scripts
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= MAX_JS_BYTES


@pytest.mark.skipif(not BUILT.is_dir(), reason="needs the page to be built: `make page`")
def test_built_page_names_no_other_host() -> None:
    html = (BUILT / "index.html").read_text()
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", html)
    styles = "".join(style.read_text() for style in (BUILT / "assets").glob("*.css"))
    assert not re.search(r"url\([\"']?(?:https?:)?//", styles)


@pytest.mark.parametrize("folder", [WEB, ROOT / "tests" / "bench" / "page" / "lighthouse"], ids=["page", "lighthouse"])
def test_versions_are_exact_and_the_lock_names_no_address(folder: Path) -> None:
    package = json.loads((folder / "package.json").read_text())
    wanted = package["dependencies"] | package.get("devDependencies", {})
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values()), wanted
    lock = json.loads((folder / "package-lock.json").read_text())
    entries = {name: entry for name, entry in lock["packages"].items() if name}
    assert all("resolved" not in entry for entry in entries.values())
    assert all(entry.get("integrity", "").startswith("sha512-") for entry in entries.values())
