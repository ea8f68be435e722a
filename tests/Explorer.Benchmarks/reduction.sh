#!/usr/bin/env bash
# What partial-order reduction brings: every model in models/ with more than 10,000 states, and instances that take longer,
# each with no reduction, with what syntax tells, with what the solver tells besides, with symmetry, and with both. One worker,
# all properties. Where a model as it is violates one, with the first setting that its `expect` lines say to hold and that is
# not merely without LUF, so that all searches see everything.
#
#   reduction.sh [--write-docs] [--solver TIME] [--only PATTERN] [--large]
#
# --write-docs puts the table into docs/reduction.md. --solver: time for the solver in each model (20s). --only: models whose
# path has PATTERN. --large: instead of all models, instances that take longer, with `--reduce auto`. From the environment: EXPLORER, a program to use instead of publishing one;
# LIMIT, seconds after which a run is given up (200); RUN, a command under which each row is made, as `flock FILE`. The solver's answers of
# earlier runs are not used, but those for "solver" are used for "solver, symmetry".
# Exit code: 1 if two runs of one model judge it differently, or one could not be run.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=tests/Explorer.Benchmarks/measure.sh
. "$here/measure.sh"
export LIMIT=${LIMIT:-200}

writes= solver=20s only= name=reduction
while [ $# -gt 0 ]; do
    case $1 in
        --write-docs) writes=1 ;;
        --solver) shift; solver=$1 ;;
        --only) shift; only=$1 ;;
        --large) name=large ;;
        *) echo "unknown option $1" >&2; exit 64 ;;
    esac
    shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
explorer=${EXPLORER:-$work/explorer/explorer}
[ -n "${EXPLORER:-}" ] || publish "$root/src/Explorer.Cli" "$work/explorer" || exit 1
mkdir "$work/cache"
export XDG_DATA_HOME="$work/cache"

most_checked=60000       # states up to which the exact matrices are computed
large=(
    "machinery/x86-flush --param VAS=2 --param FRAMES=2"
    "machinery/arm64-asid --param MMS=4"
    "bench/luf-small --param VALUES=3"
    "luf/h2-generation-too-early --with stamp_late=on --param CPUS=4"
)

# setting FILE: options for the first setting that holds.
setting() {
    local all line word options=""
    all=$(grep -E '^expect holds( [a-z_]+)?( with [^;]*)?;' "$1" | sed -E 's/;.*//; s/^expect holds( [a-z_]+)? with //; s/^expect holds.*//')
    line=$(grep -vxE 'unbatched|mainline' <<< "$all" | head -1)
    [ -n "$line" ] || line=$(head -1 <<< "$all")
    for word in $(tr -d ' ' <<< "$line" | tr ',' ' '); do
        case $word in
            *=*) grep -qE "param +${word%%=*} *[=:]" "$1" "$root"/models/lib/*.model && options+=" --param $word" || options+=" --with $word" ;;
            *) options+=" --config $word" ;;
        esac
    done
    echo "$options"
}

# explore MODEL OPTIONS…: sets $cell to states and seconds, $states and $found to the verdict.
explore() {
    local log="$work/log" model=$1
    shift
    # shellcheck disable=SC2086
    measure "$root" "$log" "$explorer" check models/${model%% *}.model $(arguments "$model") --json - --quiet --workers 1 \
        --memory 3g "$@"
    found=$(value verdict "$log") states=$(value states "$log")
    case $status in
        0 | 2) cell="$states ($(printf '%.1f' "$wall") s)" ;;
        124) cell="over $LIMIT s" found= states= ;;
        3) cell="over 3 GiB ($(printf '%.1f' "$wall") s)" found= states= ;;
        *) cell="exit code $status" found=failed ;;
    esac
}

arguments() { [ "${1#* }" = "$1" ] || echo "${1#* }"; }

shown() { echo "\`${1%% *}\` $(arguments "$1" | sed 's/--[a-z]* *//g')" | sed 's/ *$//'; }

# Models of more than 10,000 states, by their `expect states` or by a search that is ended there.
models() {
    local file name known
    for file in "$root"/models/{bench,classics,machinery,history,luf}/*.model; do
        name=${file#"$root"/models/}
        [[ $name == *$only* ]] || continue
        known=$(grep -m1 -oE '^expect states [0-9]+;' "$file" | grep -oE '[0-9]+')
        [ "${known:-10001}" -gt 10000 ] || continue
        explore "${name%.model}$(setting "$file")" --reduce none --max-states 10001 --solver off
        [ "$(value states "$work/log")" != 10001 ] || echo "${name%.model}$(setting "$file")"
    done
}

solver_seconds() { sed -n '/"solver"/,/}/p' "$work/log" | grep '"seconds"' | sed 's/.*: *//; s/,//'; }

compare() {
    if [ -n "$found" ] && [ -n "$2" ] && [ "$found" != "$2" ]; then
        echo "$1: $found instead of $2" >&2
        touch "$work/failed"
    fi
}

# row MODEL: prints it, and adds its numbers of states to $work/counts.
row() {
    local model=$1 row first full exact counts
    explore "$model" --reduce none
    first=$found full=$states row="| $(shown "$model")" counts=$states
    # How far a search comes up to a violation says nothing of what a reduction leaves.
    [ "$first" != violated ] || full= row+=" (up to a violation)"
    row+=" | $cell"
    explore "$model" --reduce por --solver off
    compare "$model" "$first"
    row+=" | $cell" counts+=" ${states:--}"
    explore "$model" --reduce por --solver "$solver"
    compare "$model" "$first"
    row+=" | $cell | $(value cleared "$work/log") of $(value asked "$work/log") ($(solver_seconds))" counts+=" ${states:--}"
    exact=-
    if [ "${full:-$most_checked}" -lt "$most_checked" ]; then
        explore "$model" --reduce none --check-reduction --solver off
        [ "$status" = 124 ] || exact=$(value least "$work/log")
    fi
    row+=" | $exact" counts+=" $exact"
    explore "$model" --reduce symmetry
    compare "$model" "$first"
    row+=" | $cell" counts+=" ${states:--}"
    explore "$model" --reduce por,symmetry --solver "$solver"
    compare "$model" "$first"
    counts+=" ${states:--}"
    [ -z "$full" ] || echo "$counts" >> "$work/counts"
    echo "$row | $cell |"
}

# The same of an instance that takes longer.
large_row() {
    local model=$1 row first
    explore "$model" --reduce none
    first=$found row="| $(shown "$model") | $cell"
    explore "$model" --reduce por --solver off
    compare "$model" "$first"
    row+=" | $cell"
    explore "$model" --reduce por --solver "$solver"
    compare "$model" "$first"
    row+=" | $cell | $(solver_seconds)"
    rm -rf "$work/cache/explorer"
    explore "$model" --reduce auto --solver "$solver"
    compare "$model" "$first"
    echo "$row | $cell | $(sed -n '/"reductions"/,/]/p' "$work/log" | grep -oE '(por|symmetry) \([^)]*\)' | paste -sd';' - | sed 's/;/, /g') |"
}

# each FUNCTION: calls it for every model that comes in.
each() {
    local model
    while read -r model; do
        ${RUN:-} bash -c "$1 \"\$1\"" row "$model" < /dev/null
    done
}

table() {
    echo "| model | states without | syntax | solver | entries cleared (solver s) | exact | symmetry | solver, symmetry |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    each row
}

large_table() {
    echo "| model | without | syntax | solver | solver s | \`auto\` | reduced by |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    printf '%s\n' "${large[@]}" | each large_row
}

export root work explorer solver most_checked gnu_time
export -f measure watch_peak value explore arguments shown solver_seconds compare row large_row

# median FIELD BASE: the median of that field in percent of another, of the models that have both.
median() {
    awk -v f="$1" -v b="$2" '$f != "-" && $b != "-" { print 100 * $f / $b }' "$work/counts" | sort -n |
        awk '{ v[NR] = $1 } END { printf "%.0f %%", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

small_table() {
    echo "Made with $solver for the solver in each model; its answers for \"solver\" are used again for \"solver, symmetry\". Seconds are"
    echo "those of the whole process, on one worker; \"exact\": what exact matrices leave, of models below $most_checked states."
    echo
    models > "$work/models"
    table < "$work/models"
    echo
    echo "Medians of the states left, of the $(wc -l < "$work/counts") models that were searched to the end: syntax $(median 2 1), solver $(median 3 1), exact matrices $(median 4 1) (of"
    echo "those that have the column), symmetry $(median 5 1), solver and symmetry $(median 6 1), which is $(median 6 5) of what symmetry leaves."
}

if [ "$name" = large ]; then large_table; else small_table; fi | tee "$work/table"
[ ! -e "$work/failed" ] || exit 1
if [ -n "$writes" ]; then
    awk -v table="$work/table" -v begin="<!-- $name table -->" -v end="<!-- end of the $name table -->" '
        $0 == begin { print; print ""; while ((getline line < table) > 0) print line; print ""; skip = 1; next }
        $0 == end { skip = 0 }
        !skip' "$root/docs/reduction.md" > "$work/page" && cp "$work/page" "$root/docs/reduction.md"
fi
