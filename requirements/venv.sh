#!/bin/sh
# Make the virtual environment $1 with a Python that is new enough: $2 if given, else the first one found.
set -eu
venv=$1
wanted=${2:-}
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

fail() {
    echo "deckwire: $1" >&2
    exit 1
}

found=
for candidate in ${wanted:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$new_enough" 2>/dev/null; then
        found=$candidate
        break
    fi
done
if [ -z "$found" ]; then
    have=$(python3 --version 2>/dev/null || echo "no python3 at all")
    fail "Python 3.11 or newer is needed, and here is $have; install one, or name it: make PYTHON=/path/to/python3.11"
fi
echo "making $venv with $("$found" --version)…"
"$found" -m venv "$venv" || {
    rm -rf "$venv"
    fail "$found cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv"
}
