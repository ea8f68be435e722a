#!/usr/bin/env bash
# Explorer beside SPIN, Rumur, TLC and an explorer written by hand, as whole processes on one transition system. All are
# run in turn, round after round, and every number of states and transitions is compared with Peers/counts.tsv.
#
#   macro.sh [--rounds N] [--write-docs] [SETTING…]
#
# SETTING is L (2 3 2 2 0), XL (2 3 2 2 1) or five numbers in quotes: CPUS PAGES FILES VALUES RW. Both L and XL if there is
# none. --write-docs puts the tables into docs/performance.md. What is not installed is reported as skipped.
# From the environment: TLA2TOOLS_JAR, the jar of TLC; EXPLORER, a program to use instead of publishing one; LIMIT, most
# seconds for a run; SPIN_DEPTH and SPIN_TABLE, pan's -m and -w; TLC_JVM, options for java.
# Exit code: 1 if a count is wrong or a run failed. Generating and building verifiers is not timed.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=tests/Explorer.Benchmarks/measure.sh
. "$here/measure.sh"

rounds=3 write_docs=no settings=()
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=${2:?}; shift ;;
        --write-docs) write_docs=yes ;;
        L) settings+=("2 3 2 2 0") ;;
        XL) settings+=("2 3 2 2 1") ;;
        [0-9]' '[0-9]' '[0-9]' '[0-9]' '[01]) settings+=("$1") ;;
        *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"; exit 1 ;;
    esac
    shift
done
[ ${#settings[@]} -gt 0 ] || settings=("2 3 2 2 0" "2 3 2 2 1")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a row is: its key, the tool, the variant, the workers, and the column of counts.tsv with the right number of states.
variants=(
    "explorer-1|Explorer|exact|1|states"
    "explorer-2|Explorer|exact|2|states"
    "explorer-symmetry|Explorer|exact, symmetry|2|orbits"
    "spin-dfs|SPIN|depth first|1|states"
    "spin-bfs-par|SPIN|BFS_PAR|2|states"
    "rumur|Rumur|no symmetry|2|states"
    "rumur-symmetry|Rumur|heuristic symmetry|2|heuristic"
    "tlc|TLC|no symmetry|2|states"
    "by-hand|written by hand|one word a state|1|states"
)

# --- What to run: each function puts the command of a variant into the array $command, or a reason into $reason. --------

explorer_command() {
    command=("$explorer" check "$root/models/bench/luf-small.model" --json - --quiet --store exact "$@"
        --param "CPUS=$cpus" --param "PAGES=$pages" --param "FILES=$files" --param "VALUES=$values" --param "RW=$rw")
}

# spin_command FOLDER CFLAGS PAN_OPTIONS…
spin_command() {
    local folder=$1 flags=$2 table=22
    shift 2
    case $setting in
        "2 3 2 2 0") table=23 ;;
        "2 3 2 2 1") table=25 ;;
    esac
    needs spin "apt-get install spin gcc" && needs gcc "apt-get install spin gcc" || return
    # shellcheck disable=SC2086
    (cd "$folder" && spin "-DCPUS=$cpus" "-DPAGES=$pages" "-DFILES=$files" "-DVALUES=$values" "-DRW=$rw" -DRECLAIM=1 \
        -DWRITE_FLUSH=1 -DALLOC_FLUSH=1 -DMKW_FLUSH=1 -a "$here/Peers/luf_proc.pml" &&
        gcc -w -O2 -DSAFETY -DNOREDUCE $flags -DMEMLIM=20000 -DVECTORSZ=256 -o pan pan.c) > "$folder/build" 2>&1 ||
        { not_built "$folder"; return; }
    command=(./pan "-w${SPIN_TABLE:-$table}" "$@")
}

# pan's stack is allocated at once and must be given.
spin_depth() {
    case $setting in
        "2 3 2 2 0") echo 1300000 ;;
        "2 3 2 2 1") echo 2900000 ;;
        *) echo 3000000 ;;
    esac
}

# rumur_command FOLDER SYMMETRY
rumur_command() {
    local folder=$1 wide=
    needs rumur "apt-get install rumur gcc" && needs gcc "apt-get install rumur gcc" || return
    [ "$(uname -m)" != x86_64 ] || wide=-mcx16
    sed -e "s/^  CPUS: .*;/  CPUS: $cpus;/" -e "s/^  PAGES: .*;/  PAGES: $pages;/" -e "s/^  FILES: .*;/  FILES: $files;/" \
        -e "s/^  VALUES: .*;/  VALUES: $values;/" -e "s/^  RW: .*;/  RW: $rw;/" "$here/Peers/luf.m" > "$folder/luf.m"
    # shellcheck disable=SC2086
    (cd "$folder" && rumur --deadlock-detection off --symmetry-reduction "$2" -t 2 -o luf.c luf.m &&
        gcc -w -std=c11 -O3 -march=native $wide -o luf luf.c -lpthread -latomic) > "$folder/build" 2>&1 ||
        { not_built "$folder"; return; }
    command=(./luf)
}

# tlc_command FOLDER
tlc_command() {
    if [ ! -f "${TLA2TOOLS_JAR:-}" ]; then
        reason="TLA2TOOLS_JAR does not name the jar of TLC (tla2tools.jar of the TLA+ tools)"
        return
    fi
    needs java "apt-get install default-jre-headless" || return
    cp "$here/Peers/luf.tla" "$1/"
    sed -e "s/CPU = .*/CPU = $(names c "$cpus")/" -e "s/PAGE = .*/PAGE = $(names p "$pages")/" \
        -e "s/SLOT = .*/SLOT = $(names f "$files")/" -e "s/VALUE = .*/VALUE = {$(seq -s ', ' 0 $((values - 1)))}/" \
        -e "s/RW = .*/RW = $([ "$rw" = 1 ] && echo TRUE || echo FALSE)/" "$here/Peers/luf_safe_2_3_2_2_0.cfg" > "$1/luf.cfg"
    # shellcheck disable=SC2206
    command=(java ${TLC_JVM:--XX:+UseParallelGC -Xmx8g} -cp "$(realpath "$TLA2TOOLS_JAR")" tlc2.TLC -workers 2
        -metadir states -cleanup -noGenerateSpecTE -config luf.cfg luf.tla)
}

by_hand_command() {
    case $setting in
        "2 "[1-3]" "[12]" 2 "*) command=("$work/by-hand/speed-of-light" "$cpus" "$pages" "$files" "$values" "$rw") ;;
        *) reason="it is written for 2 CPUs, up to 3 pages, up to 2 files and 2 values" ;;
    esac
}

needs() { type -P "$1" > /dev/null || { reason="no $1 here ($2)"; return 1; }; }
not_built() { failure="not built: $(first_line "$1/build")"; }
names() { seq -s ', ' -f "$1%.0f" 1 "$2" | sed 's/.*/{&}/'; }

# prepare KEY FOLDER
prepare() {
    command=() reason='' failure=''
    case $1 in
        explorer-1) explorer_command --reduce none --workers 1 ;;
        explorer-2) explorer_command --reduce none --workers 2 ;;
        explorer-symmetry) explorer_command --reduce symmetry --workers 2 ;;
        spin-dfs) spin_command "$2" "" "-m${SPIN_DEPTH:-$(spin_depth)}" ;;
        spin-bfs-par) spin_command "$2" -DBFS_PAR -u2 ;;
        rumur) rumur_command "$2" off ;;
        rumur-symmetry) rumur_command "$2" heuristic ;;
        tlc) tlc_command "$2" ;;
        by-hand) by_hand_command ;;
    esac
}

# --- What came out: sets $states, $transitions, and $verdict to "holds" if the tool said so. ---------------------------

# read_result KEY LOG
read_result() {
    local said=''
    case $1 in
        explorer-*)
            said=$(value verdict "$2" | grep -x holds)
            states=$(value states "$2") transitions=$(value transitions "$2") ;;
        spin-*)
            grep -q 'max search depth too small' "$2" || said=$(grep -o 'errors: 0$' "$2")
            states=$(awk '/states, stored/ { printf "%.0f", $1 }' "$2")
            transitions=$(awk '/transitions \(=/ { printf "%.0f", $1 - 1 }' "$2") ;;
        rumur*)
            said=$(grep -m 1 -o 'No error found' "$2")
            read -r states transitions < <(awk '/states, .* rules fired/ { s = $1; t = $3 } END { print s, t }' "$2") ;;
        tlc)
            said=$(grep -m 1 -o 'No error has been found' "$2")
            states=$(grep -o '[0-9]* distinct states found' "$2" | tail -1 | cut -d' ' -f1)
            transitions=$(($(grep -o '^[0-9]* states generated' "$2" | tail -1 | cut -d' ' -f1) - 1)) ;;
        by-hand)
            said=$(grep -o ' 0 violations' "$2")
            read -r states _ transitions _ < "$2" ;;
    esac
    states=${states:-0} transitions=${transitions:-0}
    verdict=${said:+holds}
}

# expected COLUMN: that column of counts.tsv for $setting, or what the first tool found if it is not known.
expected() {
    awk -F '\t' -v s="$setting" -v c="$1" 'BEGIN { n["states"] = 2; n["transitions"] = 3; n["orbits"] = 5; n["heuristic"] = 6 }
        $1 == s && $n[c] != "-" { print $n[c] }' "$here/Peers/counts.tsv" "$work/found.tsv" | head -1
}

# judge COLUMN: sets $outcome and $note.
judge() {
    local right right_transitions
    outcome=ok note=''
    [ -n "$(expected "$1")" ] || printf '%s\t%s\t%s\t-\t%s\t%s\n' "$setting" \
        "$([ "$1" = states ] && echo "$states" || echo -)" "$([ "$1" = states ] && echo "$transitions" || echo -)" \
        "$([ "$1" = orbits ] && echo "$states" || echo -)" "$([ "$1" = heuristic ] && echo "$states" || echo -)" >> "$work/found.tsv"
    right=$(expected "$1")
    right_transitions=$([ "$1" = states ] && expected transitions || echo "$transitions")
    if [ "$verdict" != holds ]; then
        outcome=WRONG note="it does not say that the model holds"
    elif [ "$states" != "$right" ] || ! same_transitions "$transitions" "$right_transitions"; then
        outcome=WRONG note="$states states, $transitions transitions, expected $right, $right_transitions"
    fi
}

# SPIN prints seven digits.
same_transitions() { [ "$1" = "$2" ] || [ "$2" -ge 100000000 ] && [ $((($1 - $2) * 1000000 / $2)) -eq 0 ]; }

# run KEY COLUMN FOLDER: once. Sets $outcome, $wall, $peak, $states, $transitions, $note.
run() {
    local command=()
    wall=0 peak=0 states=0 transitions=0 outcome=${unusable[$1]%%: *} note=${unusable[$1]#*: }
    [ -z "$outcome" ] || return
    eval "command=(${commands[$1]})"
    measure "$3" "$3/log" "${command[@]}"
    if [[ $1 = explorer-* && $status -eq 1 ]]; then
        # The command line is not understood: an option that this version does not have.
        outcome=skipped note=$(first_line "$3/log.err")
    elif [ "$status" -ne 0 ]; then
        outcome=failed note="exit code $status: $(cat "$3/log.err" "$3/log" | first_line -)"
    else
        read_result "$1" "$3/log"
        judge "$2"
    fi
    [ "$outcome" = ok ] || unusable[$1]="$outcome: $note"
}

# prepare_all: all commands for $setting, quoted, by key; or why there is none.
declare -A commands unusable
prepare_all() {
    local row key command reason failure
    for row in "${variants[@]}"; do
        key=${row%%|*} command=() reason='' failure=''
        mkdir -p "$work/$key"
        prepare "$key" "$work/$key"
        commands[$key]=${command[*]@Q}
        unusable[$key]=${reason:+skipped: $reason}${failure:+failed: $failure}
    done
}

# run_all: all variants in turn, round after round, into $work/results.tsv.
run_all() {
    local round row key tool variant workers column
    : > "$work/results.tsv"
    for round in $(seq "$rounds"); do
        for row in "${variants[@]}"; do
            IFS='|' read -r key tool variant workers column <<< "$row"
            # What could not be run once is not tried again.
            [ "$round" = 1 ] || [ -z "${unusable[$key]}" ] || continue
            run "$key" "$column" "$work/$key"
            printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$key" "$tool" "$variant" "$workers" "$outcome" "$wall" "$peak" \
                "$states" "$transitions" "$note" >> "$work/results.tsv"
            echo "$setting, round $round: $tool, $variant, $workers: $outcome ${note:-$wall s}" >&2
        done
    done
    cut -f 5 "$work/results.tsv" >> "$work/outcomes"
}

# --- The report. ------------------------------------------------------------------------------------------------------

machine() {
    echo "$(nproc) cores of $(sed -n '/^model name/{s/.*: //p;q}' /proc/cpuinfo), $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' \
        /proc/meminfo) GiB; $(uname -sr); .NET $(dotnet --list-runtimes | awk '/NETCore.App/ { v = $2 } END { print v }')$(
        ! type -P spin > /dev/null || echo "; SPIN $(spin -V | grep -o '[0-9][0-9.]*' | head -1)")$(
        ! type -P rumur > /dev/null || echo "; Rumur $(rumur --version 2>&1 | grep -o 'v\{0,1\}[0-9][0-9.]*' | head -1)")$(
        ! type -P gcc > /dev/null || echo "; gcc $(gcc -dumpfullversion)")."
    echo "Explorer at $(git -C "$root" describe --always --dirty 2> /dev/null). Medians of $rounds."
}

main() {
    explorer=${EXPLORER:-$work/explorer/explorer}
    [ -n "${EXPLORER:-}" ] || publish "$root/src/Explorer.Cli" "$work/explorer" || exit 1
    publish "$here/SpeedOfLight" "$work/by-hand" || exit 1
    : > "$work/found.tsv"
    machine > "$work/report"
    local setting
    for setting in "${settings[@]}"; do
        read -r cpus pages files values rw <<< "$setting"
        prepare_all
        run_all
        { printf '\nCPUS PAGES FILES VALUES RW = %s\n\n' "$setting" && awk -f "$here/tables.awk" "$work/results.tsv"; } >> "$work/report"
    done
    cat "$work/report"
    if grep -qx -e WRONG -e failed "$work/outcomes"; then
        echo "There are wrong counts or failed runs." >&2
        exit 1
    fi
    if [ "$write_docs" = yes ]; then
        sed -i -e "/<!-- macro: begin -->/r $work/report" \
            -e '/<!-- macro: begin -->/,/<!-- macro: end -->/{/<!-- macro: /!d}' "$root/docs/performance.md"
    fi
}

main
