#!/usr/bin/env bash
# Explores every LUF model and writes anew what docs/luf.md and counterexamples/luf show of them: the table, and the trace
# of every violated cell. Needs a Release build and some minutes.
set -uo pipefail
cd "$(dirname "$0")/.."
explorer=${EXPLORER:-artifacts/bin/Explorer.Cli/release/explorer}
traces=counterexamples/luf
table=$(mktemp)
trap 'rm -f "$table"' EXIT

rm -rf "$traces"
"$explorer" test models/luf --matrix "$table" --counterexamples "$traces" || exit
# Of the other form of the TLB, of the rules as monitors and of larger sizes the table is enough.
rm -f "$traces"/*TLB=explicit* "$traces"/*WATCH=* "$traces"/*PAGES=4*
sed -i -e "/<!-- table: begin -->/r $table" -e '/<!-- table: begin -->/,/<!-- table: end -->/{/<!-- table: /!d}' docs/luf.md
