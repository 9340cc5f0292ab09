"""Who may import whom: the contracts hold, and each would catch a breach."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "deckwire_contracts": "contracts",
    "deckwire_kit": "libs/kit",
    "deckwire_gateway": "services/gateway",
    "deckwire_llm": "services/llm",
    "deckwire_imagegen": "services/imagegen",
    "deckwire_render": "services/render",
    "deckwire": "libs/cli",
}
BREACHES = [
    ("onion", "deckwire_llm/core/planted.py", "import deckwire_render"),
    ("onion", "deckwire_kit/planted.py", "import deckwire_gateway.app"),
    ("onion", "deckwire_contracts/planted.py", "import deckwire_kit.bus"),
    ("onion", "deckwire_imagegen/core/planted.py", "import deckwire.client"),
    ("pure-contracts", "deckwire_contracts/planted.py", "import httpx"),
    ("inside", "deckwire_llm/core/planted.py", "import deckwire_llm.app"),
    ("inside", "deckwire_imagegen/core/planted.py", "import deckwire_imagegen.adapters"),
    ("inside", "deckwire_render/odds_and_ends.py", "import json"),
    ("handlers-no-io", "deckwire_llm/handlers", "import httpx"),
    ("handlers-no-io", "deckwire_render/handlers", "import pptx"),
    ("pure-core", "deckwire_gateway/core/planted.py", "import aiohttp"),
    ("command", "deckwire/client.py", "import deckwire.commands.up"),
    ("command", "deckwire/odds_and_ends.py", "import json"),
]


def settings() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *options]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for package, home in PACKAGES.items():
        for source in (ROOT / home / package).rglob("*.py"):
            target = folder / source.relative_to(ROOT / home)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_import_contract_is_kept(copy):
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("contract", "where", "line"), BREACHES)
def test_breach_is_caught(copy, contract, where, line):
    target = copy / where
    if not target.suffix:
        target = target / "__init__.py" if target.is_dir() else target.with_suffix(".py")
    before = target.read_text() if target.exists() else None
    target.write_text(f"{before or ''}\n{line}\n")
    try:
        result = lint(copy, "--contract", contract)
    finally:
        target.unlink() if before is None else target.write_text(before)
    assert result.returncode == 1, f"{contract} let `{line}` in {where} pass:\n{result.stdout}\n{result.stderr}"
    assert "BROKEN" in result.stdout


def test_every_service_is_under_the_contracts():
    services = {f"deckwire_{path.name}" for path in (ROOT / "services").iterdir() if path.is_dir()}
    contracts = {contract["id"]: contract for contract in settings()["contracts"]}
    assert services <= set(settings()["root_packages"])
    assert services == set(contracts["inside"]["containers"])
    layered = {name.strip() for name in contracts["onion"]["layers"][1].split("|")}
    assert services == layered
    assert {f"{name}.core" for name in services} == set(contracts["pure-core"]["source_modules"])


def test_every_package_is_under_the_contracts():
    assert set(settings()["root_packages"]) == set(PACKAGES)


def test_every_handlers_room_is_under_its_contract():
    contract = next(one for one in settings()["contracts"] if one["id"] == "handlers-no-io")
    rooms = {
        f"{path.parent.name}.handlers"
        for home in (ROOT / "services").iterdir()
        for path in home.glob("deckwire_*/handlers*")
        if path.suffix in {"", ".py"} and path.name in {"handlers", "handlers.py"}
    }
    assert rooms == set(contract["source_modules"])
