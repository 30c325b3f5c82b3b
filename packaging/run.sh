#!/usr/bin/env bash
# Starts langtutor from this checkout, setting up first what is missing: system libraries, .venv, starter models.
#   bash packaging/run.sh [--with tutor] [ARGS…]
# ARGS go to `langtutor`; without any, the window, or the tour where no display is. --with fetches a pack of models, too.
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

packs=()
while [[ ${1:-} == --with ]]; do
  [[ -n ${2:-} && -n $(pack_ids "$2") ]] || fail "--with needs the name of a pack of models, such as: tutor"
  packs+=("$2")
  shift 2
done

ensure_home
if is_offline; then
  [[ -x $VENV/bin/langtutor ]] || fail "Not set up yet, and LANGTUTOR_OFFLINE forbids it. Start once without: bash $0"
  [[ ${#packs[@]} == 0 ]] || say "LANGTUTOR_OFFLINE is set: no models are fetched."
else
  set_up run
  case ${1:-} in
    models | content | --version | --help | -h) wants_models=${#packs[@]} ;; # need none, or are about to say which
    *) wants_models=1 ;;
  esac
  [[ $wants_models == 0 ]] || ensure_models "${packs[@]+"${packs[@]}"}"
fi

if [[ $# == 0 ]] && ! has_display; then
  set -- tour
fi
exec "$VENV/bin/langtutor" "$@"
