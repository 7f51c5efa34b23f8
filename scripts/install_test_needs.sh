#!/usr/bin/env bash
# Installs what the tests need beside Python: a browser, PostgreSQL, gettext, and a provider of accounts that runs on node.
# Silent when all are there.
set -euo pipefail
shopt -s nullglob
cd "$(dirname "${BASH_SOURCE[0]}")"

missing=()
has() { command -v "$1" >/dev/null; }
postgres=(/usr/lib/postgresql/*/bin/initdb)

has chromium-headless-shell || has chromium || missing+=(chromium-headless-shell fonts-dejavu-core)
[ ${#postgres[@]} -gt 0 ] || has initdb || missing+=(postgresql)
[[ $(PATH=$PATH:/sbin ldconfig -p) == *libatomic.so.1* ]] || missing+=(libatomic1) # playwright's driver links to it
has msgfmt || missing+=(gettext)
has node || missing+=(nodejs)
has npm || missing+=(npm)
[ ${#missing[@]} = 0 ] || ./install_packages.sh "${missing[@]}"

# The provider against which one logs in, as its lock file pins it; nothing of it runs while it is installed.
cd ../src/raakvlak/project/tests/oidc
if ! cmp -s package-lock.json node_modules/.installed; then
    npm ci --ignore-scripts --no-audit --no-fund --silent
    cp package-lock.json node_modules/.installed
fi
