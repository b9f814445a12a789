import assert from "node:assert/strict";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { ROOT } from "./pipeline-files";

const REGISTRY = "222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/environments";
const FINISHED = { imageScanStatus: { status: "COMPLETE" }, imageScanFindings: {} };

/** Runs the scripts over two environments, with an `aws` and a `docker` that note how they are called. */
describe("scripts of the environments repository", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "environments-"));
    cpSync(join(ROOT, "repositories/environments/scripts"), join(directory, "scripts"), { recursive: true });
    for (const environment of ["features", "training"]) {
      mkdirSync(join(directory, "environments", environment), { recursive: true });
      writeFileSync(join(directory, "environments", environment, "Dockerfile"), "FROM python:3.12.11\n");
    }
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  /** @param body - What the command does besides noting its arguments. */
  function command(name: string, body: string): void {
    const file = join(directory, name);
    writeFileSync(file, `#!/usr/bin/env bash\necho "${name} $*" >>"${directory}/calls"\n${body}\n`);
    chmodSync(file, 0o755);
  }

  function run(
    script: string,
    ...args: string[]
  ): { status: number | null; stdout: string; calls: string[] } {
    const { status, stdout } = spawnSync("bash", [`scripts/${script}`, ...args], {
      cwd: directory,
      encoding: "utf8",
      env: {
        PATH: `${directory}${delimiter}${process.env.PATH ?? ""}`,
        AGENT_TEMPDIRECTORY: directory,
        PYTHONDONTWRITEBYTECODE: "1",
      },
    });
    const file = join(directory, "calls");
    return { status, stdout, calls: existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [] };
  }

  it("builds every environment without pushing where no registry is named", () => {
    command("docker", "");
    const { status, calls } = run("build-images.sh", "check-7");
    assert.equal(status, 0);
    assert.deepEqual(calls, [
      "docker build --platform linux/amd64 --tag local/features:check-7 environments/features/",
      "docker build --platform linux/amd64 --tag local/training:check-7 environments/training/",
    ]);
  });

  it("logs in once and pushes every environment under one tag", () => {
    command("docker", 'if [[ "$1" == login ]]; then cat >/dev/null; fi');
    command("aws", "echo password");
    const { status, calls } = run("build-images.sh", "build-7", REGISTRY);
    assert.equal(status, 0);
    assert.deepEqual([...calls].sort(), [
      "aws ecr get-login-password",
      `docker build --platform linux/amd64 --tag ${REGISTRY}/features:build-7 environments/features/`,
      `docker build --platform linux/amd64 --tag ${REGISTRY}/training:build-7 environments/training/`,
      "docker login --username AWS --password-stdin 222222222222.dkr.ecr.eu-west-1.amazonaws.com",
      `docker push ${REGISTRY}/features:build-7`,
      `docker push ${REGISTRY}/training:build-7`,
    ]);
  });

  it("logs in to the registries of AWS that environments begin with", () => {
    command("docker", 'if [[ "$1" == login ]]; then cat >/dev/null; fi');
    command("aws", "echo password");
    const base = "763104351884.dkr.ecr.${REGION}.amazonaws.com/pytorch-training:2.6.0";
    const file = join(directory, "environments/training/Dockerfile");
    writeFileSync(file, `ARG REGION=eu-west-1\nFROM --platform=linux/amd64 ${base}\n`);
    const { status, calls } = run("build-images.sh", "build-7", REGISTRY);
    assert.equal(status, 0);
    assert.deepEqual(
      calls.filter((call) => call.startsWith("docker login")),
      ["222222222222", "763104351884"].map(
        (account) =>
          `docker login --username AWS --password-stdin ${account}.dkr.ecr.eu-west-1.amazonaws.com`,
      ),
    );
  });

  it("stops at the first image that cannot be built", () => {
    command("docker", "exit 1");
    const { status, calls } = run("build-images.sh", "check-7");
    assert.equal(status, 1);
    assert.equal(calls.length, 1);
  });

  it("passes when every scan found nothing that blocks", () => {
    command("aws", `if [[ "$2" != wait ]]; then echo '${JSON.stringify(FINISHED)}'; fi`);
    const { status, stdout, calls } = run("wait-for-scans.sh", "build-7", "mlops/credit/environments");
    assert.equal(status, 0, stdout);
    assert.deepEqual(calls, [
      ...["features", "training"].flatMap((environment) => {
        const image = `--repository-name mlops/credit/environments/${environment} --image-id imageTag=build-7`;
        return [
          `aws ecr wait image-scan-complete ${image}`,
          `aws ecr describe-image-scan-findings ${image} --output json`,
        ];
      }),
    ]);
    assert.match(stdout, /## features[^]*## training[^]*##vso\[task\.uploadsummary\]/);
  });

  it("reports every environment and fails if one has a critical finding", () => {
    const bad = {
      ...FINISHED,
      imageScanFindings: { findingSeverityCounts: { CRITICAL: 1 }, findings: [] },
    };
    command(
      "aws",
      `case "$*" in *wait*) ;; *features*) echo '${JSON.stringify(bad)}' ;; *) echo '${JSON.stringify(FINISHED)}' ;; esac`,
    );
    const { status, stdout } = run("wait-for-scans.sh", "build-7", "mlops/credit/environments");
    assert.equal(status, 1);
    assert.match(stdout, /## features\n\nThe scan found 1 critical and 0 high\.[^]*## training/);
  });

  it("tags each image by its manifest, so that nothing is rebuilt", () => {
    command("aws", `if [[ "$2" == batch-get-image ]]; then echo manifest; fi`);
    const { status, calls } = run("approve-images.sh", "7", "mlops/credit/environments");
    assert.equal(status, 0);
    assert.deepEqual(
      calls,
      ["features", "training"].flatMap((environment) => {
        const repository = `--repository-name mlops/credit/environments/${environment}`;
        return [
          `aws ecr batch-get-image ${repository} --image-ids imageTag=build-7 --query images[0].imageManifest --output text`,
          `aws ecr put-image ${repository} --image-tag approved-7 --image-manifest manifest --query image.imageId.imageDigest --output text`,
        ];
      }),
    );
  });

  it("approves nothing for an environment that this run did not push", () => {
    command("aws", "echo None");
    const { status, stdout, calls } = run("approve-images.sh", "7", "mlops/credit/environments");
    assert.equal(status, 1);
    assert.match(stdout, /mlops\/credit\/environments\/features has no image build-7/);
    assert.equal(calls.length, 1);
  });
});
