#!/usr/bin/env bash
# Installs what the tests need beside Python: a browser, PostgreSQL and gettext. Silent when all are there.
set -euo pipefail
shopt -s nullglob

missing=()
has() { command -v "$1" >/dev/null; }
postgres=(/usr/lib/postgresql/*/bin/initdb)

has chromium-headless-shell || has chromium || missing+=(chromium-headless-shell fonts-dejavu-core)
[ ${#postgres[@]} -gt 0 ] || has initdb || missing+=(postgresql)
has msgfmt || missing+=(gettext)
[ ${#missing[@]} -gt 0 ] || exit 0

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
if ! has apt-get || ! as_root true 2>/dev/null; then
    echo "The tests need a few programs that are not here. Please install them, then try again. On Debian:" >&2
    echo "    sudo apt-get install ${missing[*]}" >&2
    exit 1
fi

echo "Installing ${missing[*]} …"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; }
as_root apt-get update -qq >"$log" 2>&1 && install >>"$log" 2>&1 || { cat "$log" >&2; exit 1; }
