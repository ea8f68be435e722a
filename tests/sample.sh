#!/usr/bin/env bash
# The packages as others use them: packs them, restores a test project that knows nothing but them, builds it and runs it.
# The packages go into a folder of their own, so that one of an earlier build is never taken for the new one.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

feed=artifacts/package/release
packages=$PWD/artifacts/sample/packages
rm -rf "$feed" "$packages"/explorer.*
dotnet pack src/Packages.slnf -c Release -v quiet

# What is not ours may come from the cache that builds use anyway, unless somebody has put ours there.
cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
if [ -e "$cache/explorer.xunit" ]; then
    cache=
fi
dotnet restore tests/Explorer.Xunit.Sample --packages "$packages" -p:RestoreFallbackFolders="$cache" -v quiet
dotnet build tests/Explorer.Xunit.Sample -c Release --no-restore -v quiet
artifacts/sample/bin/Explorer.Xunit.Sample/release/Explorer.Xunit.Sample "$@"
