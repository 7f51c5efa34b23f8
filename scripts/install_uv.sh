#!/usr/bin/env bash
# Puts uv, which installs the locked packages, into .tools. Needs Python 3.11 or newer and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
uv="uv==0.13.9"

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

has_ensurepip() { python3 -c 'import ensurepip, venv' 2>/dev/null; }

command -v python3 >/dev/null || stop "Python 3.11 is needed. On Debian: apt-get install python3"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 or newer is needed; python3 here is $(python3 --version)."

# Debian keeps the part of Python that makes environments in a package of its own.
if ! has_ensurepip; then
    if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
        echo "Installing python3-venv, which Debian leaves out of python3 …"
        as_root apt-get update -qq
        DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    fi
    has_ensurepip || stop "This Python cannot make environments yet. Please type this, then try again:" \
        "    sudo apt-get install python3-venv"
fi

rm -rf .tools
python3 -m venv .tools
.tools/bin/pip install --quiet --disable-pip-version-check "$uv"
