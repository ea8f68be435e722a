#!/usr/bin/env bash
# What partial-order reduction brings: LUF-small and every model with more than 10,000 states, each with no reduction, with
# what syntax tells, with what the solver tells besides, with symmetry, and with both. One worker, all properties; where
# the model as it is violates one, with settings under which all hold, so that all searches see everything.
#
#   reduction.sh [--write-docs]
#
# --write-docs puts the table into docs/reduction.md. From the environment: EXPLORER, a program to use instead of publishing
# one; LIMIT, seconds after which a run is given up. The solver's answers of earlier runs are not used.
# Exit code: 1 if two runs of one model judge it differently, or one could not be run.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=tests/Explorer.Benchmarks/measure.sh
. "$here/measure.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
explorer=${EXPLORER:-$work/explorer/explorer}
[ -n "${EXPLORER:-}" ] || publish "$root/src/Explorer.Cli" "$work/explorer" || exit 1
mkdir "$work/cache"
export XDG_DATA_HOME="$work/cache"

models=(
    "bench/luf-small --param PAGES=2"
    "bench/luf-small --param FILES=1 --param RW=0"
    "luf/s3-store --config v12_before_pte --param THIRD=true"
    "luf/s5-page-reuse"
    "luf/s9-swap-anon --config v12_before_pte --param THIRD=true"
    "luf/s13-direct-io --config rules_and_marker"
    "luf/h2-generation-too-early --with stamp_late=on"
    "machinery/x86-flush"
    "machinery/arm64-asid"
    "classics/barrier"
    "classics/dijkstra-mutex"
    "classics/peterson"
    "classics/linear-equation"
    "classics/token-ring"
    "bench/luf-small"
)
failed=0

# explore MODEL REDUCTIONS…: sets $cell to states and seconds, $found to the verdict.
explore() {
    local log="$work/log" model=$1
    shift
    # shellcheck disable=SC2086
    measure "$root" "$log" "$explorer" check models/${model%% *}.model $(arguments "$model") --json - --quiet --workers 1 "$@"
    found=$(value verdict "$log")
    if [ "$status" -ne 0 ]; then
        cell="exit code $status"
        return
    fi
    cell="$(value states "$log") ($(printf '%.1f' "$wall") s)"
}

arguments() { [ "${1#* }" = "$1" ] || echo "${1#* }"; }

table() {
    echo "| model | states without | syntax | solver | entries cleared (solver s) | symmetry | solver, symmetry |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    local model row first
    for model in "${models[@]}"; do
        explore "$model" --reduce none
        first=$found
        row="| \`${model%% *}\` $(arguments "$model" | sed 's/--[a-z]* //g') | $cell"
        explore "$model" --reduce por --solver off
        row="$row | $cell"
        compare "$model" "$first"
        explore "$model" --reduce por
        row="$row | $cell | $(value cleared "$work/log") of $(value asked "$work/log") ($(seconds_of_solver))"
        compare "$model" "$first"
        explore "$model" --reduce symmetry
        row="$row | $cell"
        compare "$model" "$first"
        explore "$model" --reduce por,symmetry
        compare "$model" "$first"
        echo "$row | $cell |"
    done
}

seconds_of_solver() { sed -n '/"solver"/,/}/p' "$work/log" | grep '"seconds"' | sed 's/.*: *//; s/,//'; }

compare() {
    if [ "$found" != "$2" ]; then
        echo "$1: $found instead of $2" >&2
        touch "$work/failed"
    fi
}

table | tee "$work/table"
[ ! -e "$work/failed" ] || failed=1
if [ "${1:-}" = --write-docs ] && [ "$failed" -eq 0 ]; then
    awk -v table="$work/table" '
        /<!-- reduction table -->/ { print; print ""; while ((getline line < table) > 0) print line; print ""; skip = 1; next }
        /<!-- end of the reduction table -->/ { skip = 0 }
        !skip' "$root/docs/reduction.md" > "$work/page" && cp "$work/page" "$root/docs/reduction.md"
fi
exit "$failed"
