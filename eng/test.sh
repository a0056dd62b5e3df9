#!/usr/bin/env bash
# Builds everything once, starts the servers that tests need (servers.sh), and runs every test project under tests/.
# Arguments are passed on to `dotnet test`.
# The build fetches what it lacks: packages, and with local drivers DuckDB's native library, by npm.
# The last line is `N passed, M failed`; the exit code is 0 only if a test ran and none failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

configuration=Release
results=artifacts/test-results

if ! dotnet --version; then
  echo "The .NET SDK that global.json asks for is not installed." >&2
  exit 1
fi

servers=$(mktemp -d)
trap 'eng/servers.sh down --folder "$servers"' EXIT
variables=$(eng/servers.sh up --folder "$servers")
eval "$variables"

dotnet build TradePersist.sln -c "$configuration" -v quiet

rm -rf "$results"
passed=0 failed=0 skipped=0

# count FILE NAME: a counter of a .trx file.
count() {
  local number
  number=$(sed -n "s/.*<Counters .*[[:space:]]$2=\"\([0-9]*\)\".*/\1/p" "$1")
  echo "${number:-0}"
}

for project in tests/*/*.csproj; do
  [[ $(dotnet msbuild "$project" -getProperty:IsTestProject) == true ]] || continue
  name=$(basename "$project" .csproj)
  trx=$results/$name.trx
  echo
  echo "== $name"

  exit_code=0
  dotnet test "$project" -c "$configuration" --no-build --results-directory "$results" \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" \
    --blame-hang-timeout 15m --blame-hang-dump-type none "$@" || exit_code=$?

  project_failed=0
  if [[ -f $trx ]]; then
    project_failed=$(count "$trx" failed)
    passed=$((passed + $(count "$trx" passed)))
    skipped=$((skipped + $(grep -c '<UnitTestResult .*outcome="NotExecuted"' "$trx" || true)))
  fi
  if ((exit_code != 0 && project_failed == 0)); then
    echo "$name did not finish (exit code $exit_code): counted as one failure." >&2
    project_failed=1
  fi
  failed=$((failed + project_failed))
done

echo
if ((passed + failed == 0)); then
  echo "No test ran." >&2
fi
summary="$passed passed, $failed failed"
if ((skipped > 0)); then
  summary+=", $skipped skipped"
fi
echo "$summary"
((failed == 0 && passed > 0))
