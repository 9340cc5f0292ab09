"""`deckwire bench`: run the benchmarks that come with a checkout."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from deckwire.faults import OK, Mistake


def run(args: argparse.Namespace) -> int:
    """Run one benchmark and return its exit code, or list them all; raises Mistake for a name there is not."""
    root = checkout(Path.cwd())
    found = benchmarks(root)
    if args.name is None:
        sys.stdout.write("".join(f"{name}\n" for name in found))
        return OK
    if args.name not in found:
        raise Mistake(f"there is no benchmark {args.name!r}", "", f"choose among {', '.join(found)}")
    command = [sys.executable, "-m", f"tests.bench.{args.name}", *args.rest]
    return subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603 - a module of this checkout


def checkout(start: Path) -> Path:
    """Return the checkout that `start` lies in; raises Mistake outside of one."""
    for folder in (start, *start.parents):
        if (folder / "tests" / "bench").is_dir():
            return folder
    raise Mistake(
        "there are no benchmarks here", "they come with the source", "run this in a checkout of the repository"
    )


def benchmarks(root: Path) -> list[str]:
    """Return the names of a checkout's benchmarks."""
    bench = root / "tests" / "bench"
    single = {path.stem for path in bench.glob("*.py") if not path.stem.startswith(("_", "test_"))}
    return sorted(single | {path.parent.name for path in bench.glob("*/__main__.py")})
