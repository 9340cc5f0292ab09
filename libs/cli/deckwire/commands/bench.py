"""`deckwire bench`: run the benchmarks that come with a checkout."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from deckwire.faults import OK, Mistake


def run(args: argparse.Namespace) -> int:
    """Run one benchmark and return its exit code, or list them all."""
    found = benchmarks(Path.cwd())
    if args.name is None:
        sys.stdout.write("".join(f"{name}\n" for name in found))
        return OK
    if args.name not in found:
        raise Mistake(f"there is no benchmark {args.name!r}", "", f"choose among {', '.join(found)}")
    command = [sys.executable, str(found[args.name]), *args.rest]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - a script of this checkout


def benchmarks(start: Path) -> dict[str, Path]:
    """Return the benchmarks of the checkout that `start` lies in, by name; raises Mistake outside of one."""
    for folder in (start, *start.parents):
        bench = folder / "tests" / "bench"
        if bench.is_dir():
            single = {
                path.stem: path for path in sorted(bench.glob("*.py")) if not path.stem.startswith(("_", "test_"))
            }
            whole = {path.parent.name: path.parent for path in sorted(bench.glob("*/__main__.py"))}
            return {**single, **whole}
    raise Mistake(
        "there are no benchmarks here", "they come with the source", "run this in a checkout of the repository"
    )
