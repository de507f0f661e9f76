#!/usr/bin/env bash
# Keeps a data set on a branch of a git repository, between runs of a workflow.
#
#   data-branch.sh restore REMOTE BRANCH DIR
#       Puts the branch's data set into DIR, which has to be empty or missing, and prints the commit
#       it came from; prints `none` where the repository has no such branch.
#
#   data-branch.sh keep REMOTE BRANCH DIR BASE
#       Makes the data set in DIR the only commit of the branch: it has no history that grows by a
#       data set a day. BASE is what `restore` printed. A branch that moved since then is left alone.
#
# The token of an https REMOTE is taken from GITHUB_TOKEN; it is given to git by a credential helper,
# so that it stands in no file and in no list of processes.
set -euo pipefail

usage() {
  sed -n '4,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

fail() {
  printf 'data-branch: %s\n' "$1" >&2
  exit 1
}

note() {
  printf 'data-branch: %s\n' "$1" >&2
}

# git on a repository of its own, apart from the user's configuration where that would change bytes.
store() {
  # Word splitting and expansion are left to the helper's own shell.
  # shellcheck disable=SC2016
  local helper='!f() { test "$1" = get && printf "username=x-access-token\npassword=%s\n" "$GITHUB_TOKEN"; }; f'
  local settings=(-c core.autocrlf=false -c gc.auto=0)
  if [[ -n "${GITHUB_TOKEN:-}" && "$remote" == https://* ]]; then
    settings+=(-c credential.helper= -c "credential.helper=$helper")
  fi
  GIT_TERMINAL_PROMPT=0 git "${settings[@]}" --git-dir="$work/store" "$@"
}

# The branch's commit, fetched; nothing where there is no such branch. A remote that cannot be
# reached is an error, never "no branch": the history would be begun anew.
tip() {
  local listed
  listed=$(store ls-remote "$remote" "$ref") || fail "cannot read $remote; nothing was changed"
  if [[ -n "$listed" ]]; then
    store fetch --quiet --depth=1 "$remote" "$ref" || fail "cannot fetch $branch from $remote"
    store rev-parse --verify --quiet 'FETCH_HEAD^{commit}'
  fi
}

# Refuses a branch that holds anything but a data set: it is about to be overwritten, or published.
check() {
  local mode kind object path found=no
  while IFS=$' \t' read -r -d '' mode kind object path; do
    if [[ "$mode" != 100644 || "$kind" != blob ]]; then
      fail "$branch holds \`$path\`, which is no plain file ($object)"
    fi
    case "$path" in
      manifest.json) found=yes ;;
      shards/*.json | collect-cache.json | collect-journal.ndjson) ;;
      *) fail "$branch holds \`$path\`, so it is no data branch; choose another name for it" ;;
    esac
  done < <(store ls-tree -r -z "$1")
  [[ "$found" == yes ]] || fail "$branch holds no manifest.json, so it is no data branch; choose another name for it"
}

restore() {
  local base
  mkdir -p "$dir"
  [[ -z "$(ls -A "$dir")" ]] || fail "$dir is not empty"
  base=$(tip)
  if [[ -z "$base" ]]; then
    note "no branch $branch yet: this is the first run"
    printf 'none\n'
    return
  fi
  check "$base"
  store archive --format=tar "$base" | tar --extract --file=- --directory="$dir" --no-same-owner
  note "data set of $branch, commit $base"
  printf '%s\n' "$base"
}

keep() {
  local present=() name now tree commit expected=""
  [[ -s "$dir/manifest.json" ]] || fail "$dir has no manifest.json: it is no data set, and nothing was kept"
  now=$(tip)
  [[ "${now:-none}" == "$base" ]] || fail "$branch moved from $base to ${now:-none} since it was read; nothing was kept"
  if [[ "$base" != none ]]; then
    check "$base"
    expected=$base
  fi
  for name in manifest.json shards collect-cache.json collect-journal.ndjson; do
    if [[ -e "$dir/$name" ]]; then
      present+=("$name")
    fi
  done
  store --work-tree="$dir" -C "$dir" add --force -- "${present[@]}"
  tree=$(store write-tree)
  if [[ "$base" != none && "$tree" == "$(store rev-parse "$base^{tree}")" ]]; then
    note "nothing new for $branch"
    return
  fi
  commit=$(
    export GIT_AUTHOR_NAME=${GIT_AUTHOR_NAME:-tailorbird} GIT_COMMITTER_NAME=${GIT_COMMITTER_NAME:-tailorbird}
    export GIT_AUTHOR_EMAIL=${GIT_AUTHOR_EMAIL:-tailorbird@users.noreply.github.com}
    export GIT_COMMITTER_EMAIL=${GIT_COMMITTER_EMAIL:-tailorbird@users.noreply.github.com}
    store commit-tree "$tree" -m "dashboard: data set" -m "Before: $base"
  )
  store push --quiet "--force-with-lease=$ref:$expected" "$remote" "$commit:$ref" ||
    fail "$branch could not be pushed: is it protected, or is \`contents: write\` missing?"
  note "kept as $branch, commit $commit"
}

[[ $# -ge 4 ]] || usage
command=$1 remote=$2 branch=$3 dir=$4
ref="refs/heads/$branch"
git check-ref-format "$ref" || fail "\`$branch\` is no name of a branch"

# A git hook around this would name another repository.
while read -r name; do
  unset "$name"
done < <(git rev-parse --local-env-vars)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git init --quiet --bare "$work/store"

case "$command:$#" in
  restore:4) restore ;;
  keep:5)
    base=$5
    dir=$(cd "$dir" && pwd) || fail "no folder $4"
    keep
    ;;
  *) usage ;;
esac
