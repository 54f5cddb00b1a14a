#!/bin/sh
# Write deploy/requirements/*.lock anew from pyproject.toml: versions and hashes, and no addresses,
# so that the same files serve wherever packages come from.
set -eu
cd "$(dirname "$0")/.."
tools=var/lock-tools
[ -x $tools/bin/pip-compile ] || {
    .venv/bin/python -m venv $tools
    $tools/bin/python -m pip --quiet install pip-tools
}
compile() { # NAME OPTIONS…
    name=$1
    shift
    $tools/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        "$@" --output-file "deploy/requirements/$name.lock" pyproject.toml
    echo "deploy/requirements/$name.lock"
}
compile build --all-build-deps --only-build-deps
compile dev --extra kiosk --extra collector --extra test --extra lint
# The other two take the versions the tests ran with.
compile kiosk --extra kiosk --constraint deploy/requirements/dev.lock
compile collector --extra collector --constraint deploy/requirements/dev.lock
