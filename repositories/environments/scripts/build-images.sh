#!/usr/bin/env bash
# Builds the image of every environment and, given a registry's folder, pushes it there. Jobs run on x86-64.
set -euo pipefail

tag="${1:?give the tag of the images}"
target="${2:-}"

if [[ -n "$target" ]]; then
  registry="${target%%/*}"
  aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
fi

for folder in environments/*/; do
  environment="$(basename "$folder")"
  image="${target:-local}/$environment:$tag"
  echo "##[group]$environment"
  docker build --platform linux/amd64 --tag "$image" "$folder"
  if [[ -n "$target" ]]; then
    docker push "$image"
  fi
  echo "##[endgroup]"
done
