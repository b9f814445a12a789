#!/usr/bin/env bash
# Builds the image of every environment and, given a registry's folder, pushes it there. Jobs run on x86-64.
set -euo pipefail

tag="${1:?give the tag of the images}"
target="${2:-}"

if [[ -n "$target" ]]; then
  # Its own registry, and those of the images that environments begin with. One password is good for all of them.
  bases="$(python3 "$(dirname "$0")/dockerfile.py" environments/*/Dockerfile)"
  for host in $(printf '%s\n' "${target%%/*}" $bases | sort -u); do
    aws ecr get-login-password | docker login --username AWS --password-stdin "$host"
  done
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
