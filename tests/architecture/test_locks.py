"""The lock files: complete, hashed, of one mind, and free of addresses."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
SERVICES = sorted(path.name for path in (ROOT / "services").iterdir() if (path / "pyproject.toml").exists())
LOCKS = sorted(path.stem for path in REQUIREMENTS.glob("*.lock"))
ENTRY = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<extras>[a-z0-9,-]+)\])?==(?P<version>\S+?)(?: ; (?P<marker>[^\\]+?))? \\$"
)


def entries(lock: str) -> dict[tuple[str, str], tuple[str, int]]:
    """(name, marker) -> (version, number of hashes) of a lock file; fails on a line of any other kind."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    key = None
    for line in (REQUIREMENTS / f"{lock}.lock").read_text().splitlines():
        if match := ENTRY.match(line):
            key = (canonicalize_name(match["name"]), match["marker"] or "")
            found[key] = (match["version"], 0)
        elif re.match(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", line) and key:
            found[key] = (found[key][0], found[key][1] + 1)
        else:
            pytest.fail(f"{lock}.lock has a line of another kind: {line}")
    return found


def wanted(home: str) -> list[Requirement]:
    lines = tomllib.loads((ROOT / home / "pyproject.toml").read_text())["project"]["dependencies"]
    return [Requirement(line) for line in lines if not line.startswith("deckwire")]


def test_there_is_a_lock_for_every_service_and_purpose():
    assert set(LOCKS) == {*SERVICES, "build", "cli", "dev"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_has_hashes_and_the_version_of_the_development_lock(lock):
    everything = entries("dev")
    versions: dict[str, set[str]] = {}
    for (name, _), (version, _) in everything.items():
        versions.setdefault(name, set()).add(version)
    for (name, _), (version, hashes) in entries(lock).items():
        assert hashes > 0, f"{name} in {lock}.lock has no hash"
        assert version in versions.get(name, set()), f"{name} {version} in {lock}.lock is not in dev.lock"


def test_an_extra_that_a_library_asks_of_another_is_pinned_with_it():
    """Or pip, with hashes, takes `coverage[toml]` for unpinned where the lock has `coverage` and a newer one is out."""
    lines = (REQUIREMENTS / "dev.lock").read_text().splitlines()
    pinned = {canonicalize_name(m["name"]): set((m["extras"] or "").split(",")) for m in map(ENTRY.match, lines) if m}
    asked = 0
    for name in pinned:
        try:
            requires = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # for another platform
            continue
        for requirement in map(Requirement, requires):
            if requirement.extras and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
                asked += 1
                missing = requirement.extras - pinned[canonicalize_name(requirement.name)]
                assert not missing, f"{name} wants {requirement}: run `make lock`"
    assert asked > 0


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address_and_no_path(lock):
    text = (REQUIREMENTS / f"{lock}.lock").read_text()
    assert not re.search(r"://|index-url|find-links|^-|@ |^\s*/", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("lock", "homes"),
    [
        *((name, ["contracts", "libs/kit", f"services/{name}"]) for name in SERVICES),
        ("cli", ["contracts", "libs/kit", "libs/cli", *(f"services/{name}" for name in SERVICES)]),
        ("dev", ["contracts", "libs/kit", "libs/cli", *(f"services/{name}" for name in SERVICES)]),
    ],
)
def test_lock_meets_what_its_packages_ask_for(lock, homes):
    held = {name: version for (name, _), (version, _) in entries(lock).items()}
    for home in homes:
        for requirement in wanted(home):
            name = canonicalize_name(requirement.name)
            assert name in held, f"{home} wants {requirement}, and {lock}.lock has none: run `make lock`"
            specifier = SpecifierSet(str(requirement.specifier))
            assert specifier.contains(held[name], prereleases=True), f"{home} wants {requirement}: run `make lock`"


@pytest.mark.parametrize("lock", SERVICES)
def test_lock_of_a_service_holds_no_library_of_another(lock):
    alone = {
        "gateway": {"python-socketio", "limits"},
        "render": {"betteroffice-pptx", "uharfbuzz"},
    }
    held = {name for name, _ in entries(lock)}
    for owner, libraries in alone.items():
        if owner != lock:
            assert not held & libraries
