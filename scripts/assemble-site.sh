#!/usr/bin/env bash
# assemble-site.sh PAGE DATA CONFIG OUT
#
# Puts together what a static host serves: the built page, a data set, and the configuration
# (tailorbird.toml) as config.json. OUT has to be empty or missing. The page's sample stays out, and
# so does what only the collector reads. TAILORBIRD names the program (default: tailorbird).
set -euo pipefail

fail() {
  printf 'assemble-site: %s\n' "$1" >&2
  exit 1
}

if [[ $# -ne 4 ]]; then
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
page=$1 data=$2 config=$3 out=$4
tailorbird=${TAILORBIRD:-tailorbird}

[[ -f "$page/index.html" ]] || fail "$page has no index.html: it is no built page"
[[ -f "$data/manifest.json" ]] || fail "$data has no manifest.json: it is no data set"
[[ -f "$config" ]] || fail "there is no $config"
mkdir -p "$out"
[[ -z "$(ls -A "$out")" ]] || fail "$out is not empty"

cp -R "$page/." "$out/"
rm -rf "${out:?}/sample" "$out/config.json" "$out/data"
"$tailorbird" config build "$config" -o "$out/config.json"
mkdir "$out/data"
cp "$data/manifest.json" "$out/data/"
if [[ -d "$data/shards" ]]; then
  cp -R "$data/shards" "$out/data/"
fi
# GitHub Pages from a branch would pass the files through Jekyll.
: >"$out/.nojekyll"

# What does not open is not published; what is odd is told.
"$tailorbird" validate "$out/data" --config "$config"
