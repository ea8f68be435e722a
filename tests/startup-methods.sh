#!/usr/bin/env bash
# Writes anew which methods are to be compiled ahead of time although nothing shows the compiler that they are called
# (src/Explorer.Cli/ReadyToRun/methods.txt): builds the program without that list, and records what some short runs of it
# have compiled just in time. Worth doing when the start has become slower; a line too many or too few does no harm.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet publish src/Explorer.Cli -c Release -o "$folder/program" -p:ArtifactsPath="$folder/artifacts" -p:MethodList= --nologo -v quiet
dotnet build src/Explorer.Startup -c Release --nologo -v quiet

cat > "$folder/methods" <<'TEXT'
# What short runs call without that the ahead-of-time compiler could see it: virtual methods of generic types, mostly.
# Written by tests/startup-methods.sh.
TEXT

# record ARGUMENT…: one run; that it finds a violation is no failure.
record() {
    artifacts/bin/Explorer.Startup/release/Explorer.Startup record "$folder/methods" "$folder/program/explorer.dll" "$@" > "$folder/output" 2>&1 ||
        { cat "$folder/output"; exit 1; }
}

violated=models/luf/migrate-then-write.model
holds=models/machinery/ipi-shootdown.model
record check "$violated"
record check "$holds"
record check models/bench/luf-small.model --param RW=0 --param PAGES=2 --reduce none --store exact --json - --quiet
record check "$violated" --counterexamples "$folder/traces" --json "$folder/report" --verbose
record test "$violated" "$holds"
record info "$violated"
for trace in "$folder"/traces/*.trace.json; do
    record replay "$trace"
    record show "$trace"
done
mv "$folder/methods" src/Explorer.Cli/ReadyToRun/methods.txt
wc -l src/Explorer.Cli/ReadyToRun/methods.txt
