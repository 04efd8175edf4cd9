#!/usr/bin/env bash
# Installs safecase from the revision of the action that the workflow names.
set -euo pipefail
bin="$RUNNER_TEMP/safecase-bin"
mkdir -p "$bin"
cd "$GITHUB_ACTION_PATH"
GOBIN="$bin" go install ./cmd/safecase
echo "$bin" >>"$GITHUB_PATH"
"$bin/safecase" version
