#!/usr/bin/env bash
# Shows all that is wrong at once, in seconds. `scripts/check.sh types layers` runs only those steps.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=.venv/bin
only=" $* "
failed=()

step() {
    local name=$1 output
    shift
    if [ "$only" != "  " ] && [[ "$only" != *" $name "* ]]; then return; fi
    if output=$("$@" 2>&1); then
        printf '  ok      %s\n' "$name"
    else
        printf '  WRONG   %s\n%s\n\n' "$name" "$output"
        failed+=("$name")
    fi
}

step style $bin/ruff check --output-format concise
step format $bin/ruff format --check
step house $bin/python scripts/check_house.py
step layers $bin/lint-imports --no-logo
step types $bin/mypy
step settings $bin/python manage.py check --fail-level WARNING
step migrations $bin/python scripts/check_migrations.py
step models $bin/python manage.py makemigrations --check --dry-run
step translations $bin/python scripts/check_translations.py
step vendor $bin/python scripts/vendor.py --check
step phone $bin/python scripts/bundle_phone.py --check

if [ ${#failed[@]} -gt 0 ]; then
    echo "Wrong: ${failed[*]}"
    exit 1
fi
