#!/usr/bin/env bash
# Explorer alone on LUF-small with three CPUs, nearly two hundred million states: with the exact store and with the compact
# one, which must agree. Takes minutes and some gigabytes.
#
#   large.sh [CPUS PAGES FILES VALUES RW]
#
# From the environment: EXPLORER, a program to use instead of publishing one; WORKERS, if not 2.
# Exit code: 1 if the two do not agree or one could not be run.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=tests/Explorer.Benchmarks/measure.sh
. "$here/measure.sh"

read -r cpus pages files values rw <<< "${*:-3 3 2 2 0}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
explorer=${EXPLORER:-$work/explorer/explorer}
[ -n "${EXPLORER:-}" ] || publish "$root/src/Explorer.Cli" "$work/explorer" || exit 1

# explore STORE: prints a row, and sets $found to what must agree.
explore() {
    local log="$work/$1"
    measure "$root" "$log" "$explorer" check models/bench/luf-small.model --json - --quiet --reduce none --store "$1" \
        --workers "${WORKERS:-2}" --param "CPUS=$cpus" --param "PAGES=$pages" --param "FILES=$files" \
        --param "VALUES=$values" --param "RW=$rw"
    # Without all states compared exactly the verdict may be "inconclusive" although all were visited: the numbers tell.
    if [ "$status" -ne 0 ] && { [ "$status" -ne 3 ] || [ "$1" = exact ]; }; then
        found="could not be run"
        echo "| $1 | exit code $status: $(cat "$log.err" "$log" | first_line -) | | | | | | |"
        return
    fi
    found="$(value states "$log") states, $(value transitions "$log") transitions, depth $(value depth "$log")"
    awk -v wall="$wall" -v peak="$peak" -v states="$(value states "$log")" \
        -v row="| $1 | $(value verdict "$log") | $(value states "$log") | $(value transitions "$log")" \
        -v missed="$(value omissionProbability "$log")" \
        'BEGIN { printf "%s | %.1f | %.0f | %.1f | %s |\n", row, wall, peak / 1024, peak * 1024 / states, missed }'
}

echo "CPUS PAGES FILES VALUES RW = $cpus $pages $files $values $rw, ${WORKERS:-2} workers"
echo
echo "| store | verdict | states | transitions | wall s | peak MiB | bytes/state | omission probability |"
echo "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
explore exact
exact=$found
explore compact
if [ "$exact" = "$found" ] && [ "$exact" != "could not be run" ]; then
    echo
    echo "Both agree: $exact."
else
    echo
    echo "They do not agree: $exact; $found."
    exit 1
fi
