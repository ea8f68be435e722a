#!/usr/bin/env bash
# How soon a verdict comes: publishes the program, runs a small model with it N times (default 20) and prints the median
# and the least of the wall times and of the processor times, in milliseconds. Asserts nothing: machines differ.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-20}
model=${MODEL:-models/luf/migrate-then-write.model}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet publish src/Explorer.Cli -c Release -o "$folder/program" --nologo -v quiet

TIMEFORMAT='%R %U %S'
for _ in $(seq "$runs"); do
    { time "$folder/program/explorer" check "$model" > "$folder/output" 2>&1 || [ $? -lt 3 ]; } 2>> "$folder/times"
done

# column NAME EXPRESSION
column() {
    awk "{ print ($2) * 1000 }" "$folder/times" | sort -n |
        awk -v name="$1" '{ v[NR] = $1 } END { printf "%-10s median %5d ms, least %5d ms\n", name, v[int((NR + 1) / 2)], v[1] }'
}
column wall '$1'
column processor '$2 + $3'
