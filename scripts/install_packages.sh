#!/usr/bin/env bash
# Installs Debian packages, or says what to type when that is not for us to do.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin # where Debian keeps what root needs, and not every PATH looks

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

if ! command -v apt-get >/dev/null || ! as_root true 2>/dev/null; then
    echo "Something is needed that is not here yet. Please install it, then try again. On Debian:" >&2
    echo "    sudo apt-get install $*" >&2
    exit 1
fi

echo "Installing $* …"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
