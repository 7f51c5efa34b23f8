#!/usr/bin/env bash
# Runs a command with DATABASE_URL pointing at a PostgreSQL of its own, which is gone afterwards.
# It listens on a unix socket in a temporary folder only, so it can meet no other server.
#   scripts/with_postgres.sh [--durable] command …
# --durable: what was committed is on the disk, as it is where people work; a benchmark of saving needs that.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin # where Debian keeps what root needs, and not every PATH looks

risky="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
if [ "${1:-}" = --durable ]; then
    risky=
    shift
fi

shopt -s nullglob
folders=(/usr/lib/postgresql/*/bin)
if [ ${#folders[@]} -gt 0 ]; then
    bin=${folders[-1]}
elif command -v initdb >/dev/null; then
    bin=$(dirname "$(command -v initdb)")
else
    echo "PostgreSQL is not installed. On Debian: scripts/install_test_needs.sh" >&2
    exit 1
fi

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_owner() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

home=$(mktemp -d /tmp/raakvlak-postgres.XXXXXX)
stop() {
    trap '' INT TERM HUP # being asked twice must not break off the stopping
    as_owner "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [ "$(id -u)" = 0 ]; then chown postgres: "$home"; fi
as_owner "$bin/initdb" -D "$home/data" -U postgres -A trust --locale=C.UTF-8 -E UTF8 --no-sync >"$home/log" ||
    { cat "$home/log" >&2; exit 1; }
# Safety against power loss is switched off, unless asked for: what is in here is thrown away.
as_owner "$bin/pg_ctl" -D "$home/data" -l "$home/data/server.log" -w start \
    -o "-k $home -c listen_addresses='' $risky" >/dev/null ||
    { cat "$home/data/server.log" >&2; exit 1; }

DATABASE_URL="postgres://postgres@${home//\//%2F}/postgres" "$@"
