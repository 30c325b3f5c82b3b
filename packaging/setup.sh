# Sourced by run.sh and test.sh: brings this checkout to where langtutor can start. All it says goes to stderr.
# What is there costs a few file tests; nothing here starts Python unless something is missing.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV=$ROOT/.venv
BEGUN=$VENV/langtutor.begun # there while this script's own environment is half made
CONSTRAINTS=$ROOT/packaging/constraints.txt

# shared library:Debian:Fedora:Arch. Found by the library, so that any package that brings it will do.
LIBRARIES='
libportaudio.so.2:libportaudio2:portaudio:portaudio
libEGL.so.1:libegl1:libglvnd-egl:libglvnd
libGL.so.1:libgl1:libglvnd-glx:libglvnd
libglib-2.0.so.0:libglib2.0-0:glib2:glib2
libfontconfig.so.1:libfontconfig1:fontconfig:fontconfig
libdbus-1.so.3:libdbus-1-3:dbus-libs:dbus
libgssapi_krb5.so.2:libgssapi-krb5-2:krb5-libs:krb5
libbrotlidec.so.1:libbrotli1:libbrotli:brotli
libX11-xcb.so.1:libx11-xcb1:libX11-xcb:libx11
libxkbcommon-x11.so.0:libxkbcommon-x11-0:libxkbcommon-x11:libxkbcommon-x11
libxcb-cursor.so.0:libxcb-cursor0:xcb-util-cursor:xcb-util-cursor
libxcb-icccm.so.4:libxcb-icccm4:xcb-util-wm:xcb-util-wm
libxcb-image.so.0:libxcb-image0:xcb-util-image:xcb-util-image
libxcb-keysyms.so.1:libxcb-keysyms1:xcb-util-keysyms:xcb-util-keysyms
libxcb-randr.so.0:libxcb-randr0:libxcb:libxcb
libxcb-render-util.so.0:libxcb-render-util0:xcb-util-renderutil:xcb-util-renderutil
libxcb-shape.so.0:libxcb-shape0:libxcb:libxcb
libxcb-sync.so.1:libxcb-sync1:libxcb:libxcb
libxcb-util.so.1:libxcb-util1:xcb-util:xcb-util
libxcb-xfixes.so.0:libxcb-xfixes0:libxcb:libxcb
libxcb-xkb.so.1:libxcb-xkb1:libxcb:libxcb
libwayland-cursor.so.0:libwayland-cursor0:libwayland-cursor:wayland
'
# The same for programs that only the tests use.
TEST_PROGRAMS='
Xvfb:xvfb:xorg-x11-server-Xvfb:xorg-server-xvfb
pulseaudio:pulseaudio:pulseaudio:pulseaudio
pactl:pulseaudio-utils:pulseaudio-utils:libpulse
'
# ALSA's way to PulseAudio is a plug-in: no program, and no library that ldconfig lists.
ALSA_PULSE='libasound2-plugins:alsa-plugins-pulseaudio:alsa-plugins'

say() { printf 'langtutor: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

is_offline() { [[ ${LANGTUTOR_OFFLINE:-} != '' && $LANGTUTOR_OFFLINE != 0 ]]; }

# HOME may be unset or empty (cron, containers): the password file knows better. Python would use / for an empty one.
ensure_home() {
  [[ -z ${HOME:-} ]] || return 0
  local found
  found=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6) || found=
  [[ -n $found && -d $found ]] || fail "HOME is not set. Set it, or start with HOME=/some/folder $0"
  export HOME=$found
}

checksum() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}

# --- System libraries -------------------------------------------------------------------------------------------------

# Prints the lines of LIBRARIES (and with "test" of the tests' programs) that aren't there, without their first field.
missing_system_parts() {
  local known line part
  command -v ldconfig >/dev/null || PATH=$PATH:/sbin:/usr/sbin
  if known=$(ldconfig -p 2>/dev/null); then
    while IFS= read -r line; do
      [[ -z $line || $known == *"${line%%:*}"* ]] || printf '%s\n' "${line#*:}"
    done <<<"$LIBRARIES"
  fi
  [[ $1 == test ]] || return 0
  while IFS= read -r line; do
    part=${line%%:*}
    [[ -z $line ]] || command -v "$part" >/dev/null || printf '%s\n' "${line#*:}"
  done <<<"$TEST_PROGRAMS"
  for part in /usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so /usr/lib*/alsa-lib/libasound_module_pcm_pulse.so; do
    [[ -e $part ]] && return 0
  done
  printf '%s\n' "$ALSA_PULSE"
}

# A missing library is no reason to stop: without sound there are typed drills, without a window the command line.
ensure_system_parts() {
  local missing packages
  missing=$(missing_system_parts "$1")
  [[ -n $missing ]] || return 0
  if command -v apt-get >/dev/null; then
    packages=$(cut -d: -f1 <<<"$missing" | sort -u | tr '\n' ' ')
    apt_install "$packages"
  elif command -v dnf >/dev/null; then
    say "Missing system packages. Install them with: sudo dnf install $(cut -d: -f2 <<<"$missing" | sort -u | tr '\n' ' ')"
  elif command -v pacman >/dev/null; then
    say "Missing system packages. Install them with: sudo pacman -S $(cut -d: -f3 <<<"$missing" | sort -u | tr '\n' ' ')"
  else
    say "Missing system packages. Their names on Debian: $(cut -d: -f1 <<<"$missing" | sort -u | tr '\n' ' ')"
  fi
}

# Installs packages, named in one string, if there is a way to; says the command and goes on if there is none.
# What failed is not tried again for a day: nobody wants to be asked for a password at every start.
apt_install() {
  local note=$VENV/langtutor.declined as_root=() packages
  read -r -a packages <<<"$1"
  if [[ -n $(find "$note" -mtime -1 2>/dev/null) && $(<"$note") == "$1" ]]; then
    say "Still missing: ${packages[*]} (sudo apt-get install ${packages[*]})"
    return 0
  fi
  if [[ $(id -u) != 0 ]]; then
    as_root=(sudo)
    [[ -t 0 && -t 2 ]] || as_root=(sudo -n)
  fi
  say "Installing system packages: ${packages[*]}"
  if ! { command -v "${as_root[0]:-env}" >/dev/null && apt_run install -y --no-install-recommends "${packages[@]}"; }; then
    say "They could not be installed, and some things will not work. The command: sudo apt-get install ${packages[*]}"
    [[ ! -d $VENV ]] || printf '%s' "$1" >"$note"
  fi
}

# Lists are fetched only when the install fails without: often they are there.
apt_run() {
  local run=("${as_root[@]+"${as_root[@]}"}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0)
  "${run[@]}" "$@" >&2 2>/dev/null && return 0
  "${run[@]}" update >&2 && "${run[@]}" "$@" >&2
}

# --- Python and its packages --------------------------------------------------------------------------------------------

is_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

can_make_environments() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# Prints a Python that is new enough and passes the test named.
find_python() {
  local name
  for name in python3.11 python3.12 python3.13 python3 python3.14; do
    if is_python "$name" && "$1" "$name"; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# Prints a Python that can make environments, installing Debian's python3-venv if that is what is missing.
ensure_python() {
  local found
  find_python can_make_environments && return 0
  if found=$(find_python is_python) || found=python3; then
    found=$("$found" -c 'import sys; print("python%d.%d" % sys.version_info[:2])' 2>/dev/null) || found=python3
  fi
  if command -v apt-get >/dev/null; then
    apt_install "$found $found-venv"
    find_python can_make_environments && return 0
  fi
  fail "Python 3.11 or newer with its venv module is needed. On Debian: sudo apt-get install python3 python3-venv"
}

# What an environment was made from. The folder counts: scripts in an environment carry its full path.
wanted_stamp() {
  { printf '%s\n' "$ROOT" && cat "$ROOT/pyproject.toml" "$CONSTRAINTS"; } | checksum
}

is_stamped() { [[ -f $1 && -x $VENV/bin/python && $(<"$1") == "$2" ]]; }

# run: what langtutor needs; test: its tests' needs too. An environment with the tests' packages serves both.
ensure_environment() {
  local stamp extra=''
  stamp=$(wanted_stamp)
  [[ $1 == run ]] || extra='[test]'
  ! is_stamped "$VENV/langtutor.$1" "$stamp" || return 0
  rm -f "$VENV/langtutor.run" "$VENV/langtutor.test"
  make_environment
  say "Installing Python packages into $VENV (450 MB to download the first time, 1.2 GB on disk)"
  install_packages "$extra" || fail "The Python packages could not be installed: see above. Starting again goes on from here."
  # Without this the first starts would each compile what they import.
  "$VENV/bin/python" -m compileall -q "$ROOT/langtutor" >&2 || true
  rm -f "$BEGUN"
  printf '%s' "$stamp" >"$VENV/langtutor.run"
  [[ $1 == run ]] || printf '%s' "$stamp" >"$VENV/langtutor.test"
}

# An environment whose making was killed can't be trusted and is made again; one that somebody else made is kept.
make_environment() {
  local python
  [[ ! -f $BEGUN ]] || rm -rf "$VENV"
  if is_python "$VENV/bin/python" && "$VENV/bin/python" -m pip --version >/dev/null 2>&1 && is_ours; then return 0; fi
  python=$(ensure_python)
  rm -rf "$VENV"
  mkdir -p "$VENV" && : >"$BEGUN" || fail "Nothing can be written into $ROOT"
  "$python" -m venv "$VENV" >&2 || fail "$python could not make an environment in $VENV"
}

# Scripts of an environment that was moved still point to where it was.
is_ours() { grep -qsF "$VENV" "$VENV/bin/activate"; }

# In variables pip splits paths at spaces, hence the relative one; they reach what it builds in isolation too.
install_packages() (
  cd "$ROOT"
  local pins=packaging/constraints.txt loud=(-q)
  [[ ! -t 2 ]] || loud=()
  export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0 PIP_CONSTRAINT=$pins PIP_BUILD_CONSTRAINT=$pins
  local install=("$VENV/bin/python" -m pip install "${loud[@]+"${loud[@]}"}" --constraint "$pins")
  # First pip itself: what comes with a Python may be years old.
  "${install[@]}" pip >&2 && "${install[@]}" --editable ".$1" >&2
)

# --- Models -------------------------------------------------------------------------------------------------------------

models_folder() {
  if [[ -n ${LANGTUTOR_HOME:-} ]]; then
    printf '%s\n' "${LANGTUTOR_HOME/#\~/$HOME}/models"
  elif [[ $(uname) == Darwin ]]; then
    printf '%s\n' "$HOME/Library/Application Support/langtutor/models"
  else
    printf '%s\n' "${XDG_DATA_HOME:-$HOME/.local/share}/langtutor/models"
  fi
}

# Prints the ids of a pack's models.
pack_ids() {
  awk -v wanted="\"$1\"" '
    function tell() { if (id != "" && pack == wanted) { gsub(/"/, "", id); print id } id = pack = "" }
    /^\[\[model\]\]/ { tell(); own = 1 }
    /^\[\[?model\./ { own = 0 }
    own && $1 == "id" { id = $3 }
    own && $1 == "pack" { pack = $3 }
    END { tell() }' "$ROOT/resources/catalogue.toml"
}

starter_ids() { pack_ids starter; }

# Prints models of a pack to fetch. With a new catalogue all are looked at: there may be new editions.
missing_models() {
  local folder=$1 current=$2 id
  pack_ids "$3" | while IFS= read -r id; do
    [[ $current == yes && -e $folder/$id/installed.json ]] || printf '%s\n' "$id"
  done
}

# Starter models whose folder is gone come again, but not those that `models remove` took away, which leaves a note.
missing_starters() {
  local folder=$1 id
  missing_models "$folder" "$2" starter | while IFS= read -r id; do
    [[ -e $folder/$id.removed ]] || printf '%s\n' "$id"
  done
}

# False where no way leads out of this computer, which saves waiting for each source in turn.
may_be_online() {
  [[ -r /proc/net/route && -z ${http_proxy:-}${https_proxy:-}${HTTP_PROXY:-}${HTTPS_PROXY:-}${ALL_PROXY:-} ]] || return 0
  awk 'FNR > 1 || FILENAME ~ /ipv6/ { if ($1 != "lo" && $NF != "lo") found = 1 } END { exit !found }' \
    /proc/net/route /proc/net/ipv6_route 2>/dev/null
}

# With what of the starter pack is missing, and of the packs named. A model that can't be had is no reason to stop.
ensure_models() {
  local folder stamp wanted current=no missing pack packs=()
  folder=$(models_folder)
  stamp=$folder/.starter
  wanted=$(checksum <"$ROOT/resources/catalogue.toml")
  [[ ! -f $stamp || $(<"$stamp") != "$wanted" ]] || current=yes
  missing=$(missing_starters "$folder" "$current")
  for pack in "$@"; do
    [[ -z $(missing_models "$folder" "$current" "$pack") ]] || packs+=(--with "$pack")
  done
  [[ -n $missing || ${#packs[@]} != 0 || $current == no ]] || return 0
  if [[ -n $missing || ${#packs[@]} != 0 ]]; then
    # shellcheck disable=SC2086 # one argument for each id
    if ! may_be_online || ! "$VENV/bin/langtutor" models install $missing "${packs[@]+"${packs[@]}"}" >&2; then
      say "Some models are not there yet. What works without them works; the next start with network fetches the rest."
      return 0
    fi
  fi
  mkdir -p "$folder" && printf '%s' "$wanted" >"$stamp" || true
}

# --- All of it ----------------------------------------------------------------------------------------------------------

# One set-up at a time in this folder; whoever waited finds everything there. The system lifts the lock of what dies.
locked() {
  if command -v flock >/dev/null; then
    exec 9<"$CONSTRAINTS"
    flock -n 9 || {
      say "Another set-up of this folder is running; waiting for it."
      flock 9
    }
    "$@"
    exec 9<&-
  else
    "$@"
  fi
}

# run or test.
set_up() {
  trap 'say "Interrupted; starting again goes on from here."; exit 130' INT TERM
  ensure_system_parts "$1"
  locked ensure_environment "$1"
  trap - INT TERM
}
