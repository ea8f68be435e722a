#!/usr/bin/env bash
# The large numbers: LUF-small at every setting for which three other model checkers have published the same counts, and
# the lengths of its shortest counterexamples. Needs a Release build, about 4 GiB of memory and some minutes.
set -uo pipefail
cd "$(dirname "$0")/.."
explorer=${EXPLORER:-artifacts/bin/Explorer.Cli/release/explorer}
model=models/bench/luf-small.model
wrong=0

# value KEY: the first value of that key in $json.
value() { grep -m 1 "\"$1\":" <<< "$json" | sed 's/.*: *//; s/[",]//g'; }

# check WHAT FOUND EXPECTED
same() {
    if [ "$2" = "$3" ]; then
        printf '  %-12s %14s\n' "$1" "$2"
    else
        printf '  %-12s %14s  WRONG, expected %s\n' "$1" "$2" "$3"
        wrong=$((wrong + 1))
    fi
}

# full CPUS PAGES FILES VALUES RW STATES TRANSITIONS DEPTH
full() {
    echo "CPUS=$1 PAGES=$2 FILES=$3 VALUES=$4 RW=$5"
    json=$("$explorer" check "$model" --json - --quiet --reduce none \
        --param "CPUS=$1" --param "PAGES=$2" --param "FILES=$3" --param "VALUES=$4" --param "RW=$5")
    same verdict "$(value verdict)" holds
    same states "$(value states)" "$6"
    same transitions "$(value transitions)" "$7"
    same depth "$(value depth)" "$8"
    echo "  $(value seconds) s, $(value bytesPerState) bytes per state, peak $(($(value peakBytes) >> 20)) MiB"
}

# orbits CPUS PAGES FILES VALUES RW ORBITS
orbits() {
    echo "CPUS=$1 PAGES=$2 FILES=$3 VALUES=$4 RW=$5, modulo renaming"
    json=$("$explorer" check "$model" --json - --quiet --reduce symmetry \
        --param "CPUS=$1" --param "PAGES=$2" --param "FILES=$3" --param "VALUES=$4" --param "RW=$5")
    same verdict "$(value verdict)" holds
    same states "$(value states)" "$6"
}

# shortest SWITCH RW STEPS
shortest() {
    echo "$1 = off, RW=$2"
    json=$("$explorer" check "$model" --json - --quiet --property no_stale_read --with "$1=off" --param "RW=$2")
    same verdict "$(value verdict)" violated
    same steps "$(grep -A 3 '"counterexample": {' <<< "$json" | grep '"steps"' | grep -oE '[0-9]+')" "$3"
}

full 1 2 1 2 0 442 857 30
full 2 3 1 2 0 16035 47940 40
full 1 3 2 2 0 34029 88784 42
full 2 2 2 2 0 159693 763592 53
full 2 2 2 2 1 639096 4345536 53
full 2 3 2 2 0 4660681 24665888 66
full 2 3 2 2 1 14499324 97860432 66
orbits 2 3 1 2 0 1528
orbits 2 2 2 2 0 20068
orbits 2 3 2 2 0 196221
orbits 2 3 2 2 1 608466
shortest write_flush 0 16
shortest alloc_flush 0 17
shortest mkw_flush 1 18

if [ "$wrong" -eq 0 ]; then
    echo "All as published."
else
    echo "$wrong numbers are wrong."
    exit 1
fi
