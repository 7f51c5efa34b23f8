#!/usr/bin/env bash
# Builds the environment of pabutools in .cache/peers/pabutools, which no part of the project imports (it is GPL).
# Without what it depends on but does not need here: --no-deps leaves out gurobipy, a proprietary solver.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
environment=.cache/peers/pabutools
if ! cmp --silent benchmarks/peers/pabutools/requirements.txt "$environment/requirements.txt"; then
    .tools/bin/uv venv --quiet --clear "$environment"
    .tools/bin/uv pip install --quiet --no-deps --python "$environment" -r benchmarks/peers/pabutools/requirements.txt
    cp benchmarks/peers/pabutools/requirements.txt "$environment"
fi
