#!/usr/bin/env bash
# Puts the newest versions of a model package group into the summary of the run.
set -euo pipefail

group="${1:?give the name of the model package group}"
summary="${AGENT_TEMPDIRECTORY:?this script runs in a pipeline}/versions.md"

aws sagemaker list-model-packages \
  --model-package-group-name "$group" \
  --sort-by CreationTime \
  --sort-order Descending \
  --max-items 20 \
  --output json |
  python3 "$(dirname "${BASH_SOURCE[0]}")/versions_summary.py" "$group" >"$summary"

cat "$summary"
echo "##vso[task.uploadsummary]$summary"
