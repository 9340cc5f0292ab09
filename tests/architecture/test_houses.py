"""Every service has the same rooms, says what it depends on, and nothing stands where it should not."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from deckwire_contracts.topology import CONSUMERS

ROOT = Path(__file__).resolve().parents[2]
SERVICES = sorted(path.name for path in (ROOT / "services").iterdir() if (path / "pyproject.toml").exists())
HOMES = ["contracts", "libs/kit", "libs/cli", *(f"services/{name}" for name in SERVICES)]
BANNED = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "misc", "base", "shared"}
REGISTRIES = ("pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js", "/simp" + "le/", "index" + "-url =")
SCRATCH = re.compile("/wo" + r"rk\b|\.libr" + r"ary\b")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def package(home: str) -> Path:
    return next(path for path in (ROOT / home).glob("deckwire*") if (path / "__init__.py").exists())


def project(home: str) -> dict:
    return tomllib.loads((ROOT / home / "pyproject.toml").read_text())["project"]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name, maxsplit=1)[0]).lower()


def imported(home: str) -> set[str]:
    """The top-level names that a package imports, wherever in its modules."""
    found: set[str] = set()
    for file in package(home).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {package(home).name}


@pytest.mark.parametrize("service", SERVICES)
def test_service_has_its_rooms(service):
    rooms = {path.stem for path in package(f"services/{service}").iterdir()}
    assert {"__init__", "__main__", "app", "settings", "ports", "core", "adapters", "py"} <= rooms


@pytest.mark.parametrize("service", sorted({spec.service for spec in CONSUMERS}))
def test_every_subscription_of_a_service_is_visible_in_its_app(service):
    source = "".join(
        file.read_text()
        for room in ("app.py", "app")
        for file in sorted(package(f"services/{service}").glob(f"{room}*"))
        if file.is_file()
    )
    wanted = {spec.name for spec in CONSUMERS if spec.service == service}
    assert {name for name in wanted if f'"{name}"' in source} == wanted


@pytest.mark.parametrize("home", HOMES)
def test_everything_imported_is_declared(home):
    distributions = metadata.packages_distributions()
    declared = {canonical(line) for line in project(home)["dependencies"]}
    undeclared = {
        name for name in imported(home) if not {canonical(dist) for dist in distributions.get(name, [name])} & declared
    }
    if home == "libs/cli":
        # Looked at when it is there, started as a process otherwise: the command runs without the services.
        undeclared -= {"deckwire_render"}
    assert not undeclared, f"{home} imports {sorted(undeclared)} without saying so in its pyproject.toml"


@pytest.mark.parametrize("service", SERVICES)
def test_service_depends_on_no_other_service(service):
    own = {canonical(line) for line in project(f"services/{service}")["dependencies"]}
    assert {name for name in own if name.startswith("deckwire")} == {"deckwire-contracts", "deckwire-kit"}


@pytest.mark.parametrize("home", HOMES)
def test_package_is_typed_and_its_dependencies_are_bounded(home):
    assert (package(home) / "py.typed").exists()
    about = project(home)
    assert about["requires-python"] == ">=3.11"
    assert about["license"] == "Apache-2.0"
    for line in about["dependencies"]:
        assert ">=" in line, f"{line} has no lower bound"
        assert ",<" in line, f"{line} has no upper bound"


def test_no_file_has_a_name_that_says_nothing():
    found = [
        path.relative_to(ROOT)
        for path in tracked()
        if path.suffix in {".py", ".ts", ".tsx"} and {path.stem, path.parent.name} & BANNED
    ]
    assert not found


def test_no_tracked_file_names_a_registry_or_a_folder_of_somebodys_machine():
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [(str(path.relative_to(ROOT)), host) for host in REGISTRIES if host in text]
        found += [(str(path.relative_to(ROOT)), match.group()) for match in SCRATCH.finditer(text)]
    assert not found


def test_what_tools_generate_is_not_tracked():
    names = {path.name for path in tracked()}
    assert not names & {"uv.lock", ".env"}
    # The npm locks are hashes alone; tests/unit/page proves that they name no address.
    locks = [path.relative_to(ROOT).as_posix() for path in tracked() if path.name == "package-lock.json"]
    assert locks == ["services/gateway/web/package-lock.json", "tests/bench/page/lighthouse/package-lock.json"]
