"""The documentation names only what there is."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from deckwire.main import parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
PAGES += [f"docs/adr/{path.name}" for path in (ROOT / "docs" / "adr").glob("*.md")]
README = (ROOT / "README.md").read_text()
SHELL = [line for text in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in text.splitlines()]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_make_targets_that_are_named_exist():
    for page in PAGES:
        text = (ROOT / page).read_text()
        code = re.findall(r"`([^`\n]+)`", text)
        code += [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
        named = {match.group(1) for line in code if (match := re.match(r"make ([a-z-]+)", line))}
        assert named <= targets(), page


def test_deckwire_commands_of_the_readme_are_understood():
    named = [line.split(" ", 1)[1] for line in SHELL if line.startswith(".venv/bin/deckwire")]
    assert named
    for words in named:
        parser().parse_args(shlex.split(words))


def test_what_a_newcomer_types_first_runs_on_the_clean_machine():
    script = (ROOT / ".ci" / "run").read_text()
    for line in SHELL:
        if line.startswith("make ") and line != "make up":
            assert f"--no-print-directory {line.removeprefix('make ')}" in script, f".ci/run does not run `{line}`"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text()
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page} links to {target}"


def test_help_of_make_lists_every_target():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[0] for line in shown.splitlines()} == targets()


def test_makefile_installs_every_package():
    packages = re.search(r"^PACKAGES := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE).group(1).split()
    there = {str(path.parent.relative_to(ROOT)) for path in ROOT.glob("*/pyproject.toml")}
    there |= {str(path.parent.relative_to(ROOT)) for path in ROOT.glob("*/*/pyproject.toml")}
    assert set(packages) == {name for name in there if not name.startswith(".")}
