#!/usr/bin/env bash
# Puts uv, which installs the locked packages, into .tools. Needs Python 3.11 or newer and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
uv="uv==0.13.9"

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

command -v python3 >/dev/null || stop "Python 3.11 is needed. On Debian: apt-get install python3"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 or newer is needed; python3 here is $(python3 --version)."

# Debian keeps the part of Python that makes environments in a package of its own.
python3 -c 'import ensurepip, venv' 2>/dev/null || scripts/install_packages.sh python3-venv

rm -rf .tools
python3 -m venv .tools
.tools/bin/pip install --quiet --disable-pip-version-check "$uv"
