#!/usr/bin/env bash
# Waits until Amazon ECR has scanned every image of a tag, and fails if it found what nobody should approve.
set -euo pipefail

tag="${1:?give the tag of the images}"
repositories="${2:?give the folder of the repositories}"
summary="${AGENT_TEMPDIRECTORY:?this script runs in a pipeline}/scans.md"
here="$(dirname "${BASH_SOURCE[0]}")"
failed=0

: >"$summary"
for folder in environments/*/; do
  environment="$(basename "$folder")"
  image=(--repository-name "$repositories/$environment" --image-id "imageTag=$tag")
  aws ecr wait image-scan-complete "${image[@]}"
  aws ecr describe-image-scan-findings "${image[@]}" --output json |
    python3 "$here/scan_gate.py" "$environment" >>"$summary" || failed=1
done

cat "$summary"
echo "##vso[task.uploadsummary]$summary"
exit "$failed"
