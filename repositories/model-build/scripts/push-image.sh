#!/usr/bin/env bash
# Builds image/ and pushes it under the given name, unless it is there already: tags never move, so a build that runs
# again finds what it pushed before. Fails if the registry's scan finds what should not run.
set -euo pipefail

image="${1:?give the name of the image, such as 222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/churn:4f2a1c0}"
registry="${image%%/*}"
path="${image#*/}"
named=(--repository-name "${path%:*}" --image-id "imageTag=${path##*:}")

if aws ecr describe-images --repository-name "${path%:*}" --image-ids "imageTag=${path##*:}" >/dev/null 2>&1; then
  echo "$image is there already."
else
  # Its own registry, and those of the images that it begins with. One password is good for all that the role may pull.
  bases="$(python3 "$(dirname "$0")/dockerfile.py" image/Dockerfile)"
  for host in $(printf '%s\n' "$registry" $bases | sort -u); do
    aws ecr get-login-password | docker login --username AWS --password-stdin "$host"
  done
  docker build --platform linux/amd64 --tag "$image" image/
  docker push "$image"
fi

aws ecr wait image-scan-complete "${named[@]}"
counts="$(
  aws ecr describe-image-scan-findings "${named[@]}" \
    --query "imageScanFindings.findingSeverityCounts.[CRITICAL, HIGH]" --output text
)"
# None stands for no findings at all, and in a column for none of that severity.
if [[ "$(tr -d '[:space:]' <<<"$counts" | sed 's/None//g; s/0//g')" != "" ]]; then
  echo "##vso[task.logissue type=error]the scan of $image found critical or high: $counts"
  exit 1
fi
echo "The scan of $image found nothing critical or high."
