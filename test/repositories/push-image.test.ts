import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { ROOT } from "./pipeline-files";

const SCRIPT = join(ROOT, "repositories/model-build/scripts/push-image.sh");
const REGISTRY = "222222222222.dkr.ecr.eu-west-1.amazonaws.com";
const IMAGE = `${REGISTRY}/mlops/credit/churn:4f2a1c0`;
const NAMED = "--repository-name mlops/credit/churn --image-id imageTag=4f2a1c0";
const LOOK_UP = "aws ecr describe-images --repository-name mlops/credit/churn --image-ids imageTag=4f2a1c0";
const SCAN = [
  `aws ecr wait image-scan-complete ${NAMED}`,
  `aws ecr describe-image-scan-findings ${NAMED} ` +
    "--query imageScanFindings.findingSeverityCounts.[CRITICAL, HIGH] --output text",
];
const AWS_REGISTRY = "141502667606.dkr.ecr.eu-west-1.amazonaws.com";
const DOCKERFILE = `FROM ${REGISTRY}/mlops/credit/environments/training:approved-7 AS training
FROM ${AWS_REGISTRY}/sagemaker-xgboost:3.2-0
`;
const PUSH = [
  ...[AWS_REGISTRY, REGISTRY].flatMap((registry) => [
    "aws ecr get-login-password",
    `docker login --username AWS --password-stdin ${registry}`,
  ]),
  `docker build --platform linux/amd64 --tag ${IMAGE} image/`,
  `docker push ${IMAGE}`,
];

describe("push-image.sh of model-build", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "push-image-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  /** @param findings - What the registry's scan tells of critical and high. */
  function push(
    there: boolean,
    findings: string,
    docker = "true",
    dockerfile = DOCKERFILE,
  ): { status: number | null; stdout: string } {
    command("docker", `if [[ "$1" == login ]]; then cat >/dev/null; fi; ${docker}`);
    command(
      "aws",
      `case "$2" in describe-images) exit ${there ? 0 : 254} ;; *findings) printf '${findings}\\n' ;; esac`,
    );
    mkdirSync(join(directory, "image"), { recursive: true });
    writeFileSync(join(directory, "image", "Dockerfile"), dockerfile);
    const { status, stdout } = spawnSync("bash", [SCRIPT, IMAGE], {
      cwd: directory,
      encoding: "utf8",
      env: { PATH: `${directory}${delimiter}${process.env.PATH ?? ""}` },
    });
    return { status, stdout };
  }

  function command(name: string, body: string): void {
    const file = join(directory, name);
    writeFileSync(file, `#!/usr/bin/env bash\necho "${name} $*" >>"${directory}/calls"\n${body}\n`);
    chmodSync(file, 0o755);
  }

  const calls = (): string[] => readFileSync(join(directory, "calls"), "utf8").trim().split("\n");

  it("builds, pushes and waits for the scan", () => {
    const { status, stdout } = push(false, "None");
    assert.equal(status, 0);
    assert.ok(stdout.endsWith(`The scan of ${IMAGE} found nothing critical or high.\n`));
    // The two sides of a pipe start in either order.
    assert.deepEqual(calls().sort(), [LOOK_UP, ...PUSH, ...SCAN].sort());
  });

  it("logs in to its own registry alone where the image begins with a public one", () => {
    assert.equal(push(false, "None", "true", "FROM public.ecr.aws/docker/library/python:3.12\n").status, 0);
    assert.deepEqual(
      calls().filter((call) => call.startsWith("docker login")),
      [`docker login --username AWS --password-stdin ${REGISTRY}`],
    );
  });

  it("pushes nothing twice: tags never move", () => {
    const { status, stdout } = push(true, "0\\t0");
    assert.deepEqual(
      [status, stdout],
      [0, `${IMAGE} is there already.\nThe scan of ${IMAGE} found nothing critical or high.\n`],
    );
    assert.deepEqual(calls(), [LOOK_UP, ...SCAN]);
  });

  for (const [what, findings] of [
    ["one critical", "1\\tNone"],
    ["ten high", "None\\t10"],
  ] as const) {
    it(`fails when the scan finds ${what}, also of an image that was there`, () => {
      for (const there of [false, true]) {
        const { status, stdout } = push(there, findings);
        assert.equal(status, 1);
        assert.match(stdout, /##vso\[task\.logissue type=error\]the scan of .* found critical or high/);
      }
    });
  }

  it("fails when the image cannot be built, and pushes nothing", () => {
    assert.equal(push(false, "None", '[[ "$1" != build ]]').status, 1);
    assert.equal(
      calls().some((call) => call.startsWith("docker push")),
      false,
    );
  });
});
