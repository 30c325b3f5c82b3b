#!/usr/bin/env bash
# Starts langtutor from this checkout, setting up first what is missing: system libraries, .venv, starter models.
#   bash packaging/run.sh [ARGS…]     ARGS go to `langtutor`; without any, the window, or the tour where no display is.
# LANGTUTOR_OFFLINE=1 sets nothing up. LANGTUTOR_HOME names a folder for everything of yours (default: your own folders).
set -euo pipefail
# shellcheck source=packaging/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

has_display() {
  [[ $(uname) == Linux ]] || return 0
  local wayland=${WAYLAND_DISPLAY:-} x=${DISPLAY:-}
  [[ $wayland == '' || $wayland == /* ]] || wayland=${XDG_RUNTIME_DIR:-}/$wayland
  [[ $wayland == '' || ! -S $wayland ]] || return 0
  case $x in
    '') return 1 ;;
    :*) x=${x#:} && [[ -S /tmp/.X11-unix/X${x%%.*} ]] ;;
    *) return 0 ;; # another computer's, such as ssh -X makes
  esac
}

ensure_home
if is_offline; then
  [[ -x $VENV/bin/langtutor ]] || fail "Not set up yet, and LANGTUTOR_OFFLINE forbids it. Start once without: bash $0"
else
  set_up run
  case ${1:-} in
    models | content | --version | --help | -h) ;; # need no models, or are about to say which
    *) ensure_models ;;
  esac
fi

if [[ $# == 0 ]] && ! has_display; then
  set -- tour
fi
exec "$VENV/bin/langtutor" "$@"
