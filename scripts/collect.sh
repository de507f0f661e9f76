#!/usr/bin/env bash
# collect.sh CONFIG DATA
#
# Continues the data set in DATA with what the configuration names. From the environment: LOGS=true
# reads failing tests from logs of failed jobs, SINCE goes further back, DEADLINE says when to be
# done, TAILORBIRD names the program, GITHUB_TOKEN is for GitHub.
set -euo pipefail

if [[ $# -ne 2 ]]; then
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi

options=(--config "$1" --out "$2" --deadline "${DEADLINE:-50m}")
case "${LOGS:-false}" in
  true) options+=(--logs) ;;
  false | '') ;;
  *)
    printf 'collect: LOGS is true or false, not %s\n' "$LOGS" >&2
    exit 2
    ;;
esac
if [[ -n "${SINCE:-}" ]]; then
  options+=(--since "$SINCE")
fi
exec "${TAILORBIRD:-tailorbird}" collect "${options[@]}"
