#!/usr/bin/env bash
# Checks the cases that SAFECASE_FILES names: SARIF into a file, annotations to
# the log. Inputs come as environment variables, so that nothing in them is ever
# run. The exit code is that of safecase lint.
set -uo pipefail
shopt -s globstar nullglob extglob

files=()
while IFS= read -r pattern; do
  pattern="${pattern%$'\r'}"
  [ -n "${pattern//[[:space:]]/}" ] || continue
  before=${#files[@]}
  IFS=
  for file in $pattern; do # unquoted: patterns match here, and blanks do not split
    files+=("$file")
  done
  if [ ${#files[@]} -eq "$before" ]; then
    echo "::error title=safecase::$(printf '%s' "$pattern" | tr -d '\r\n' | sed 's/%/%25/g') matches no case: nothing was checked for it"
    exit 2
  fi
done <<<"${SAFECASE_FILES:-}"
unset IFS
if [ ${#files[@]} -eq 0 ]; then
  echo "::error title=safecase::no case matches the input files: nothing was checked"
  exit 2
fi

# One day for both runs, also around midnight.
args=(--as-of "${SAFECASE_AS_OF:-$(date -u +%F)}")
flag() { [ -z "$2" ] || args+=("$1" "$2"); }
flag --profile "${SAFECASE_PROFILE:-}"
flag --fail-on "${SAFECASE_FAIL_ON:-}"
flag --baseline "${SAFECASE_BASELINE:-}"
flag --policy "${SAFECASE_POLICY:-}"
flag --values "${SAFECASE_VALUES:-}"
flag --rules "${SAFECASE_RULES:-}"
flag --no-rules "${SAFECASE_NO_RULES:-}"
flag --evidence-root "${SAFECASE_EVIDENCE_ROOT:-}"

sarif="${SAFECASE_SARIF:-safecase.sarif}"
safecase lint "${args[@]}" --format sarif -- "${files[@]}" >"$sarif"
code=$?
if [ "$code" -le 1 ]; then
  echo "sarif=$sarif" >>"$GITHUB_OUTPUT"
  safecase lint "${args[@]}" --format github -- "${files[@]}"
  code=$?
else
  rm -f -- "$sarif"
  echo "::error title=safecase::the check could not be done (exit code $code); see the log above"
fi
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
