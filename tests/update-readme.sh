#!/usr/bin/env bash
# Writes what the README shows of the program anew: two outputs and the table of models. Needs a Release build.
set -uo pipefail
cd "$(dirname "$0")/.."
explorer=${EXPLORER:-artifacts/bin/Explorer.Cli/release/explorer}
model=models/luf/migrate-then-write.model
text=$(mktemp)
trap 'rm -f "$text"' EXIT

# section NAME: puts $text between the marks of that name.
section() {
    sed -i -e "/<!-- $1: begin -->/r $text" -e "/<!-- $1: begin -->/,/<!-- $1: end -->/{/<!-- $1: /!d}" README.md
}

# output ARGUMENTS…: what the program prints for them, as a block of text.
output() {
    echo '```text'
    "$explorer" "$@" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
    echo '```'
}

output check "$model" > "$text"
section output
output check "$model" --with flush_on_write=on > "$text"
section holds
"$explorer" test models --list > "$text"
section models
