"""Write the lock files: `python requirements/lock.py [--upgrade]`, or `make lock`.

`dev.lock` is resolved first, from every package and the development tools; all others are then resolved under it as
a constraint, so one version of a library is installed everywhere. Our own packages are left out: they are installed
from this repository without dependencies. Needs `uv`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "requirements"
OWN = "deckwire"
SERVICES = ("gateway", "llm", "imagegen", "render")
SHARED = (ROOT / "contracts", ROOT / "libs" / "kit")


def third_party(folders: list[Path]) -> list[str]:
    """Return the dependencies of the packages in `folders` that are not our own."""
    found: set[str] = set()
    for folder in folders:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        found |= {line for line in project["dependencies"] if not line.lower().startswith(OWN)}
    return sorted(found)


def compile_lock(name: str, folders: list[Path], more: list[str], *, constrained: bool, upgrade: bool) -> None:
    """Resolve one lock file; raises CalledProcessError when there is no solution."""
    lock = HERE / f"{name}.lock"
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / f"{name}.in"
        wanted.write_text("\n".join([*third_party(folders), *more]) + "\n", encoding="utf-8")
        command = [
            *("uv", "pip", "compile", str(wanted), "--output-file", str(lock), "--quiet"),
            *("--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header"),
            # pip with hashes takes `coverage[toml]` for something that is not pinned where `coverage` alone is.
            *("--no-emit-index-url", "--no-emit-find-links", "--no-strip-extras"),
            *(("--constraint", str(HERE / "dev.lock")) if constrained else ()),
            *(("--upgrade",) if upgrade and not constrained else ()),
        ]
        subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603 - our own command line
    sys.stdout.write(f"{lock.relative_to(ROOT)}\n")


def tools(name: str) -> list[str]:
    """Return the lines of an `.in` file."""
    lines = (HERE / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def main() -> None:
    """Write all lock files."""
    upgrade = "--upgrade" in sys.argv[1:]
    services = [ROOT / "services" / name for name in SERVICES]
    everything = [*SHARED, *services, ROOT / "libs" / "cli"]
    compile_lock("dev", everything, tools("dev") + tools("build"), constrained=False, upgrade=upgrade)
    compile_lock("build", [], tools("build"), constrained=True, upgrade=upgrade)
    compile_lock("cli", everything, tools("build"), constrained=True, upgrade=upgrade)
    for name in SERVICES:
        compile_lock(name, [*SHARED, ROOT / "services" / name], [], constrained=True, upgrade=upgrade)


if __name__ == "__main__":
    main()
