#!/usr/bin/env bash
# settings.sh FILE OWNER/NAME OUT
#
# The configuration that a run works with: FILE, checked. Where there is no FILE of the usual name,
# `tailorbird.toml`, the repository itself with every default; another name that is missing is a slip.
# TAILORBIRD names the program (default: tailorbird).
set -euo pipefail

fail() {
  printf 'settings: %s\n' "$1" >&2
  exit 1
}

if [[ $# -ne 3 ]]; then
  sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
file=$1 repository=$2 out=$3

if [[ -f "$file" ]]; then
  cp "$file" "$out"
elif [[ "$(basename "$file")" == tailorbird.toml ]]; then
  [[ "$repository" =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] || fail "\`$repository\` is no OWNER/NAME"
  printf 'repository = "%s"\n' "$repository" >"$out"
  printf 'settings: no %s: defaults for %s\n' "$file" "$repository" >&2
else
  fail "there is no $file in the repository"
fi
"${TAILORBIRD:-tailorbird}" config check "$out"
