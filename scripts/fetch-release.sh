#!/usr/bin/env bash
# fetch-release.sh SOURCE VERSION OUT [CHECKSUM]
#
# Downloads a release of Tailorbird, checks it, and unpacks it: OUT/bin/tailorbird, OUT/page,
# OUT/scripts. SOURCE is OWNER/NAME on GitHub, or a folder that holds the files of a release. VERSION
# is `latest` or a tag such as v1.2.3. CHECKSUM is the SHA-256 of the release's SHA256SUMS: with it, a
# release that was replaced is refused. RELEASES names another address than
# https://github.com/OWNER/NAME/releases.
set -euo pipefail

fail() {
  printf 'fetch-release: %s\n' "$1" >&2
  exit 1
}

# get NAME: into the folder $work
get() {
  if [[ -d "$source" ]]; then
    cp "$source/$1" "$work/$1" || fail "$source has no $1"
    return
  fi
  curl --fail --silent --show-error --location --proto "$protocol" --proto-redir "$protocol" \
    --retry 3 --max-time 300 --output "$work/$1" "$address/$1" ||
    fail "cannot download $address/$1: is there a release $version?"
}

# sum FILE
sum() {
  sha256sum "$1" | cut -d ' ' -f 1
}

# checked NAME: what SHA256SUMS says of it, exactly once, has to be true.
checked() {
  local expected
  expected=$(awk -v name="$1" '$2 == name || $2 == "*" name { print $1 }' "$work/SHA256SUMS")
  [[ "$expected" =~ ^[0-9a-f]{64}$ ]] || fail "SHA256SUMS does not name $1 exactly once"
  [[ "$(sum "$work/$1")" == "$expected" ]] || fail "$1 is not what SHA256SUMS says; nothing was unpacked"
}

if [[ $# -lt 3 || $# -gt 4 ]]; then
  sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
source=$1 version=$2 out=$3 checksum=${4:-}
tool=tailorbird-x86_64-linux.tar.gz
page=tailorbird-page.tar.gz

[[ "$version" == latest || "$version" =~ ^v[0-9A-Za-z][0-9A-Za-z.+-]*$ ]] ||
  fail "\`$version\` is neither \`latest\` nor a tag such as v1.2.3"
if [[ ! -d "$source" ]]; then
  [[ "$source" =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] || fail "\`$source\` is neither OWNER/NAME nor a folder"
  address=${RELEASES:-https://github.com/$source/releases}
  protocol='=https'
  [[ "$address" == file://* ]] && protocol='=file'
  if [[ "$version" == latest ]]; then
    address+=/latest/download
  else
    address+=/download/$version
  fi
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

get SHA256SUMS
if [[ -n "$checksum" && "$(sum "$work/SHA256SUMS")" != "$checksum" ]]; then
  fail "SHA256SUMS of $version is not the one expected; nothing was unpacked"
fi
for name in "$tool" "$page"; do
  get "$name"
  checked "$name"
done

mkdir -p "$out/bin" "$out/page" "$out/scripts"
tar --extract --gzip --file="$work/$tool" --directory="$work" --no-same-owner
tar --extract --gzip --file="$work/$page" --directory="$out/page" --no-same-owner --strip-components=1
cp "$work/tailorbird/tailorbird" "$out/bin/tailorbird"
cp "$work"/tailorbird/scripts/*.sh "$out/scripts/"
"$out/bin/tailorbird" --version
