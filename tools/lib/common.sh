# shellcheck shell=bash
# What every script of tools/ needs: where the project is, how to speak, how to show the end of a log.
# To be sourced, after: set -euo pipefail

# The scripts may be called from any folder.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export root

program=$(basename "$0")

say() { printf '%s: %s\n' "$program" "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# Path as a person would type it from where they are.
short_path() { realpath --relative-to="$PWD" "$1" 2>/dev/null || printf '%s' "$1"; }

# show_log FILE [LINES]: the end of a log, and where the rest is.
show_log() {
    local file=$1 lines=${2:-40}
    [[ -s $file ]] || return 0
    printf -- '---- the last lines of %s\n' "$(short_path "$file")" >&2
    tail -n "$lines" "$file" >&2
    printf -- '----\n' >&2
}
