#!/usr/bin/env bash
# package-release.sh BINARY PAGE OUT [TAG]
#
# The files of a release, from the built command line and the built page: two archives, the notes, and
# SHA256SUMS over the archives. With TAG (v1.2.3), the binary has to be of that version and the
# changelog has to speak of it. The same input gives the same bytes.
set -euo pipefail

fail() {
  printf 'package-release: %s\n' "$1" >&2
  exit 1
}

# pack NAME ARCHIVE: the folder $work/NAME as $out/ARCHIVE
pack() {
  tar --create --sort=name --owner=0 --group=0 --numeric-owner --mtime='2000-01-01 00:00:00Z' \
    --mode='u+rwX,go+rX,go-w' --directory="$work" "$1" | gzip --no-name -9 >"$out/$2"
}

if [[ $# -lt 3 || $# -gt 4 ]]; then
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
binary=$1 page=$2 out=$3 tag=${4:-}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

[[ -x "$binary" ]] || fail "there is no program $binary"
[[ -f "$page/index.html" ]] || fail "$page has no index.html: it is no built page"
version=$("$binary" --version | cut -d ' ' -f 2)
if [[ -n "$tag" && "$tag" != "v$version" ]]; then
  fail "the tag is $tag, the program says $version: raise \`version\` in Cargo.toml, or tag v$version"
fi
mkdir -p "$out"

# From the heading of this version to the next one.
awk -v version="${tag#v}" '
  /^## / { inside = index($0, "## [" (version == "" ? "Unreleased" : version) "]") == 1; next }
  inside { print }
' "$root/CHANGELOG.md" >"$out/notes.md"
grep -q '[^[:space:]]' "$out/notes.md" || fail "CHANGELOG.md says nothing of ${tag:-what is unreleased}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tailorbird/scripts" "$work/tailorbird-page"
cp "$binary" "$work/tailorbird/tailorbird"
cp "$root/LICENSE" "$root/CHANGELOG.md" "$work/tailorbird/"
cp "$root/scripts/assemble-site.sh" "$root/scripts/data-branch.sh" "$work/tailorbird/scripts/"
cp -R "$page/." "$work/tailorbird-page/"
cp "$root/LICENSE" "$work/tailorbird-page/"

pack tailorbird tailorbird-x86_64-linux.tar.gz
pack tailorbird-page tailorbird-page.tar.gz
(cd "$out" && sha256sum tailorbird-page.tar.gz tailorbird-x86_64-linux.tar.gz >SHA256SUMS)
cat "$out/SHA256SUMS"
