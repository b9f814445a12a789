#!/usr/bin/env bash
# Gives every image that this run built and scanned the tag by which jobs use it. The image itself stays as it is.
set -euo pipefail

run="${1:?give the id of the run}"
repositories="${2:?give the folder of the repositories}"

for folder in environments/*/; do
  repository="$repositories/$(basename "$folder")"
  manifest="$(
    aws ecr batch-get-image --repository-name "$repository" --image-ids "imageTag=build-$run" \
      --query "images[0].imageManifest" --output text
  )"
  if [[ -z "$manifest" || "$manifest" == "None" ]]; then
    echo "##vso[task.logissue type=error]$repository has no image build-$run"
    exit 1
  fi
  aws ecr put-image --repository-name "$repository" --image-tag "approved-$run" --image-manifest "$manifest" \
    --query "image.imageId.imageDigest" --output text
done
