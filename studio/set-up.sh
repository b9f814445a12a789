#!/bin/bash
# Sets up a space of SageMaker Studio whenever its app starts: the same environment for everybody, and no secrets.
#
# Between the first line and this one, the landing zone writes the environment (stacks/studio-set-up.ts):
#   MLOPS_TEAM, MLOPS_REGION       where this is
#   MLOPS_DATA_BUCKET              bucket of the team's data, with the folder MLOPS_EXPERIMENTS for what is tried out
#   MLOPS_EXPERIMENT_PREFIX        with what the names of jobs and models must begin
#   MLOPS_KMS_KEY_ARN              key of everything that jobs write
#   MLOPS_SUBNET_IDS, MLOPS_SECURITY_GROUP_ID    network of jobs
# MLOPS_PIP_INDEX_URL, where the image of the app sets it, is the package index to use instead of PyPI.
#
# SageMaker fails an app whose script fails or takes five minutes. So this one always succeeds, says what it could not
# do, here and in ~/.mlops/set-up.log, and gives up on the network early: there may be no way to the internet.
set -u
trap 'exit 0' EXIT

HOME="${HOME:-/home/sagemaker-user}"
OURS="$HOME/.mlops"
LOG="$OURS/set-up.log"
TOOLS=("pre-commit==4.7.0" "nbstripout==0.9.1" "ruff==0.17.6" "pytest==9.2.0")
PIP_SECONDS="${PIP_SECONDS:-150}"

step() {
  local what="$1"
  shift
  if ("$@") >>"$LOG" 2>&1; then
    echo "set-up: $what: done" | tee -a "$LOG"
  else
    echo "set-up: $what: could not be done, see $LOG" | tee -a "$LOG"
  fi
}

# Terminals get the environment from the shell, notebooks from IPython.
write_environment() {
  env | grep '^MLOPS_' | grep -v '^MLOPS_PIP_INDEX_URL=' | sort >"$OURS/environment" &&
    cat >"$OURS/profile.sh" <<'PROFILE' &&
set -a
. "$HOME/.mlops/environment"
SAGEMAKER_ADMIN_CONFIG_OVERRIDE="$HOME/.mlops/sagemaker.yaml"
set +a
case ":$PATH:" in *":$HOME/.local/bin:"*) ;; *) export PATH="$HOME/.local/bin:$PATH" ;; esac
PROFILE
    { grep -qs "^\. ~/.mlops/profile.sh" "$HOME/.bashrc" || echo ". ~/.mlops/profile.sh" >>"$HOME/.bashrc"; } &&
    mkdir -p "$HOME/.ipython/profile_default/startup" &&
    cat >"$HOME/.ipython/profile_default/startup/00-mlops.py" <<'PYTHON'
import os
import pathlib

_ours = pathlib.Path.home() / ".mlops"
for _line in (_ours / "environment").read_text().splitlines():
    os.environ.setdefault(*_line.split("=", 1))
os.environ.setdefault("SAGEMAKER_ADMIN_CONFIG_OVERRIDE", str(_ours / "sagemaker.yaml"))
PYTHON
}

# Defaults of the SageMaker Python SDK: without network and key, the execution role may start no job.
write_sagemaker_defaults() {
  local network
  : "${MLOPS_SUBNET_IDS:?}"
  network="{SecurityGroupIds: [${MLOPS_SECURITY_GROUP_ID:?}], Subnets: [${MLOPS_SUBNET_IDS//,/, }]}"
  cat >"$OURS/sagemaker.yaml" <<YAML
SchemaVersion: "1.0"
SageMaker:
  Model:
    VpcConfig: $network
  ProcessingJob:
    NetworkConfig:
      EnableInterContainerTrafficEncryption: true
      VpcConfig: $network
    ProcessingOutputConfig:
      KmsKeyId: ${MLOPS_KMS_KEY_ARN:?}
    ProcessingResources:
      ClusterConfig:
        VolumeKmsKeyId: $MLOPS_KMS_KEY_ARN
  PythonSDK:
    Modules:
      Session:
        DefaultS3Bucket: ${MLOPS_DATA_BUCKET:?}
        DefaultS3ObjectKeyPrefix: ${MLOPS_EXPERIMENTS%/}
  TrainingJob:
    EnableInterContainerTrafficEncryption: true
    OutputDataConfig:
      KmsKeyId: $MLOPS_KMS_KEY_ARN
    ResourceConfig:
      VolumeKmsKeyId: $MLOPS_KMS_KEY_ARN
    VpcConfig: $network
  TransformJob:
    TransformOutput:
      KmsKeyId: $MLOPS_KMS_KEY_ARN
    TransformResources:
      VolumeKmsKeyId: $MLOPS_KMS_KEY_ARN
YAML
}

use_package_index() {
  python3 -m pip config --user set global.index-url "$MLOPS_PIP_INDEX_URL"
}

# Below the home directory, which outlives the app: the second time there is nothing to load.
install_tools() {
  timeout "$PIP_SECONDS" python3 -m pip install --user --quiet --disable-pip-version-check \
    --retries 1 --timeout 10 "${TOOLS[@]}"
}

# Azure Repos takes tokens of Entra. The person signs in with a browser; git keeps the token in memory for an hour.
set_up_git() {
  local azure="credential.https://dev.azure.com.helper"
  mkdir -p "$OURS/bin" && write_credential_helper && chmod +x "$OURS/bin/git-credential-entra" &&
    git config --global init.defaultBranch main &&
    git config --global fetch.prune true &&
    git config --global --replace-all "$azure" "" &&
    git config --global --add "$azure" "cache --timeout=3600" &&
    git config --global --add "$azure" "$OURS/bin/git-credential-entra"
}

write_credential_helper() {
  cat >"$OURS/bin/git-credential-entra" <<'PYTHON'
#!/usr/bin/env python3
"""Credential helper of git for Azure Repos: the person signs in to Entra with a browser. Stores nothing."""
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

AUTHORITY = "https://login.microsoftonline.com/organizations/oauth2/v2.0"
AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"  # a public application that every tenant has
AZURE_DEVOPS = "499b84ac-1321-427f-aa17-267ca6975798/.default"


def post(path, **fields):
    data = urllib.parse.urlencode({"client_id": AZURE_CLI, **fields}).encode()
    try:
        with urllib.request.urlopen(f"{AUTHORITY}/{path}", data, timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        return json.load(refusal)


def sign_in():
    code = post("devicecode", scope=AZURE_DEVOPS)
    if "message" not in code:
        sys.exit(code.get("error_description", "Entra gave no code"))
    print(code["message"], file=sys.stderr, flush=True)
    wait = code["interval"]
    end = time.monotonic() + code["expires_in"]
    while time.monotonic() < end:
        time.sleep(wait)
        grant = "urn:ietf:params:oauth:grant-type:device_code"
        answer = post("token", grant_type=grant, device_code=code["device_code"])
        if "access_token" in answer:
            return answer["access_token"]
        if answer.get("error") == "slow_down":
            wait += 5
        elif answer.get("error") != "authorization_pending":
            sys.exit(answer.get("error_description", "Entra gave no token"))
    sys.exit("nobody signed in in time")


if __name__ == "__main__" and sys.argv[1:] == ["get"]:
    print(f"username=entra\npassword={sign_in()}")
PYTHON
}

# Every new clone runs the hooks that its repository asks for, and commits notebooks without what they printed.
set_up_hooks() {
  PATH="$HOME/.local/bin:$PATH"
  pre-commit init-templatedir "$OURS/git-template" &&
    git config --global init.templateDir "$OURS/git-template" &&
    nbstripout --install --global
}

mkdir -p "$OURS" && : >"$LOG"
step "environment" write_environment
step "defaults of the SageMaker SDK" write_sagemaker_defaults
step "git" set_up_git
[ -z "${MLOPS_PIP_INDEX_URL:-}" ] || step "package index" use_package_index
step "tools (${TOOLS[*]})" install_tools
step "hooks" set_up_hooks
