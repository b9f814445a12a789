#!/usr/bin/env bash
# Fails unless this step acts in the given account. The AWS task goes on without a word if it cannot assume its role, and
# an agent that runs in AWS then acts with its own.
set -euo pipefail

expected="${1:?give the account id that this step has to act in}"
actual="$(aws sts get-caller-identity --query Account --output text)"

if [[ ! "$expected" =~ ^[0-9]{12}$ || "$actual" != "$expected" ]]; then
  echo "##vso[task.logissue type=error]this step acts in account $actual, not in $expected"
  exit 1
fi
echo "This step acts in account $actual."
