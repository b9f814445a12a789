import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { s3Error } from "../../../shared/tests/fake-aws";
import { arnOf, CONTRACT, described, GROUP_ARN, issue, SampleRun, VERSION } from "./sample-run";

const BUCKET = CONTRACT.automation.stateBucketName;
const CLAIM = `/${BUCKET}/runs/credit-churn/7.json`;
const EVALUATION = `/${CONTRACT.automation.artifactBucketName}/runs/churn/e7/Evaluate/evaluation/evaluation.json`;
const FOUND = JSON.stringify({ format: 1, isRollBack: false, version: VERSION });

describe("resolve", () => {
  let run: SampleRun;
  beforeEach(async () => {
    run = await SampleRun.start();
    run.aws.on(`GET ${EVALUATION}`, s3Error("AccessDenied", "Access Denied", 403));
  });
  afterEach(() => run.close());

  const approval = { STARTED_BY: "approval" };
  const outputs = (lines: readonly string[]) =>
    Object.fromEntries(
      lines.flatMap((line) => {
        const [, name, value] =
          /^##vso\[task\.setvariable variable=(\w+);isOutput=true\](.*)$/.exec(line) ?? [];
        return name === undefined ? [] : [[name, value] as const];
      }),
    );
  const summary = () => readFileSync(join(run.folder, "version", "version.md"), "utf8");

  it("finds the version, tells the stages after it, and writes what approvers see", async () => {
    run.aws.on(`GET ${EVALUATION}`, {
      body: {
        binary_classification_metrics: {
          confusion_matrix: { "0": { "0": 5, "1": 1 }, "1": { "0": 2, "1": 9 } },
          auc: { value: 0.8312 },
        },
        champion: { version: arnOf(5), metrics: { auc: { value: 0.8101 } } },
      },
    });
    const { exitCode, lines } = await run.command(["resolve"]);
    assert.equal(exitCode, 0, lines.join("\n"));
    assert.deepEqual(outputs(lines), { act: "true", version: FOUND });
    assert.equal(readFileSync(join(run.folder, "version", "version.json"), "utf8"), `${FOUND}\n`);
    assert.equal(lines[1], "Version 7 of credit-churn is complete and approved; this run deploys it.");
    const text = summary();
    assert.match(text, /^# credit-churn, version 7\n/);
    assert.match(text, /\| approval \| `Approved` \|/);
    assert.match(
      text,
      /changed last by \| `arn:aws:sts::222222222222:assumed-role\/lead\/ada@example\.com` \|/,
    );
    assert.match(text, /\| auc \| 0\.8312 \| 0\.8101 \|/);
    assert.match(text, /\| gitCommit \| `9fceb02d0ae598e95dc970b74767f19372d61af8` \|/);
    // A person decides for themselves: nothing is claimed, and nobody asks for newer versions.
    assert.deepEqual(run.aws.operations, ["GetParameter", "DescribeModelPackage", `GET ${EVALUATION}`]);
  });

  it("words a metric by its own direction, whatever the model predicts", async () => {
    run.aws.on(`GET ${EVALUATION}`, {
      body: {
        format: 2,
        problem: "regression",
        regression_metrics: { rmse: { value: 2.5 }, mae: { value: 2 }, r2: { value: 0.5 } },
        champion: {
          version: arnOf(5),
          metrics: { rmse: { value: 3 }, mae: { value: 1.5 }, r2: { value: 0.6 } },
        },
      },
    });
    assert.equal((await run.command(["resolve"])).exitCode, 0);
    assert.match(summary(), /\| rmse \| 2\.5 \| 3 \| better \|/);
    assert.match(summary(), /\| mae \| 2 \| 1\.5 \| worse \|/);
    assert.match(summary(), /\| r2 \| 0\.5 \| 0\.6 \| worse \|/);
  });

  it("keeps the environment variables of the version, which say who serves its archive", async () => {
    const environment = { SAGEMAKER_PROGRAM: "inference.py" };
    const { image: Image, modelDataUrl: ModelDataUrl } = VERSION;
    const InferenceSpecification = {
      Containers: [{ Image, ModelDataUrl, Environment: environment }],
      SupportedContentTypes: ["text/csv"],
    };
    run.register(described(7, { InferenceSpecification }));
    const { lines } = await run.command(["resolve"]);
    const found = JSON.parse(outputs(lines).version ?? "{}") as { version?: unknown };
    assert.deepEqual(found.version, { ...VERSION, environment });
  });

  it("does without the evaluation if it cannot be read", async () => {
    const { exitCode, lines } = await run.command(["resolve"]);
    assert.equal(exitCode, 0);
    assert.match(
      lines[0] ?? "",
      /^The evaluation s3:\/\/.*evaluation\.json cannot be read: AWS denies a call/,
    );
    assert.match(summary(), /They cannot be read: the log of this step says why\./);
  });

  for (const [what, more, problems] of [
    ["rejected", { ModelApprovalStatus: "Rejected" }, 'ModelApprovalStatus is "Rejected", needed "Approved"'],
    [
      "not complete",
      { ModelPackageStatus: "Pending" },
      'ModelPackageStatus is "Pending", needed "Completed"',
    ],
    [
      "without a model file",
      { InferenceSpecification: { Containers: [{ Image: "i" }], SupportedContentTypes: ["text/csv"] } },
      "InferenceSpecification has to have one container with Image and ModelDataUrl: build the version again",
    ],
    [
      "not of CSV",
      {
        InferenceSpecification: {
          Containers: [{ Image: "i", ModelDataUrl: "s3://b/m" }],
          SupportedContentTypes: ["image/png"],
        },
      },
      'SupportedContentTypes is ["image/png"], needed one of them "text/csv"',
    ],
  ] as const) {
    it(`fails for a version that is ${what}, and writes nothing`, async () => {
      run.register(described(7, more));
      assert.deepEqual(await run.command(["resolve"], approval), {
        exitCode: 1,
        lines: [issue(`version 7 of credit-churn cannot be deployed:\n${problems}`)],
      });
      assert.equal(existsSync(join(run.folder, "version")), false);
      assert.deepEqual(run.aws.inputs(`PUT ${CLAIM}`), []);
    });
  }

  it("fails for a version that is not there", async () => {
    const more = { MODEL_PACKAGE_ARN: arnOf(9), MODEL_PACKAGE_VERSION: "9" };
    assert.deepEqual(await run.command(["resolve"], more), {
      exitCode: 1,
      lines: [
        issue(
          `the model registry has no version ${arnOf(9)}: was it deleted? Start the run with one that is there`,
        ),
      ],
    });
  });

  it("claims the version for the run that an approval started, only if nobody has", async () => {
    run.aws.on(`PUT ${CLAIM}`, {});
    const { exitCode, lines } = await run.command(["resolve"], approval);
    assert.equal(exitCode, 0, lines.join("\n"));
    assert.equal(outputs(lines).act, "true");
    const put = run.aws.calls.find(({ operation }) => operation === `PUT ${CLAIM}`);
    assert.ok(put);
    assert.equal(put.headers["if-none-match"], "*");
    assert.deepEqual(JSON.parse(String(put.input)), { buildId: "417", modelPackageArn: arnOf(7) });
    assert.equal(put.headers["x-amz-server-side-encryption"], undefined);
    const [list] = run.aws.inputs("ListModelPackages") as Record<string, unknown>[];
    assert.equal(list?.ModelPackageGroupName, GROUP_ARN);
  });

  const taken = (claim: unknown) =>
    run.aws
      .on(
        `PUT ${CLAIM}`,
        s3Error("PreconditionFailed", "At least one of the pre-conditions did not hold", 412),
      )
      .on(`GET ${CLAIM}`, { body: typeof claim === "string" ? claim : JSON.stringify(claim) });

  it("goes on when the stage runs again and the claim is its own", async () => {
    taken({ buildId: "417", modelPackageArn: arnOf(7) });
    assert.equal(outputs((await run.command(["resolve"], approval)).lines).act, "true");
  });

  it("rests when another run has claimed the version, and says which", async () => {
    taken({ buildId: "416", modelPackageArn: arnOf(7) });
    const { exitCode, lines } = await run.command(["resolve"], approval);
    assert.deepEqual([exitCode, outputs(lines)], [0, { act: "false", version: FOUND }]);
    const reason =
      "run 416 deploys version 7, or has done so: https://dev.azure.com/contoso/Credit%20ML/_build/results?buildId=416. " +
      "To deploy it again, start the pipeline by hand";
    assert.ok(lines.includes(`This run deploys nothing: ${reason}.`), lines.join("\n"));
    assert.match(summary(), /\*\*This run deploys nothing: run 416 deploys version 7/);
  });

  it("fails when what lies there is no claim", async () => {
    taken("<html>");
    const { exitCode, lines } = await run.command(["resolve"], approval);
    assert.equal(exitCode, 1);
    assert.match(lines[0] ?? "", /runs\/credit-churn\/7\.json does not say which run deploys the version/);
  });

  it("tries again when two runs write at the same moment", async () => {
    const conflict = s3Error("ConditionalRequestConflict", "try again", 409);
    run.aws.on(`PUT ${CLAIM}`, conflict, conflict, {});
    assert.equal(outputs((await run.command(["resolve"], approval)).lines).act, "true");
    run.aws.on(`PUT ${CLAIM}`, conflict);
    assert.equal((await run.command(["resolve"], approval)).exitCode, 1);
  });

  it("rests when a newer version is approved, and claims nothing", async () => {
    run.register(described(8, { ModelApprovalStatus: "Rejected" }));
    run.register(described(9));
    const { exitCode, lines } = await run.command(["resolve"], approval);
    assert.deepEqual([exitCode, outputs(lines).act], [0, "false"]);
    assert.ok(
      lines.includes(
        "This run deploys nothing: version 9 is approved, too, and newer than 7. To deploy 7 all the same, start the pipeline by hand.",
      ),
      lines.join("\n"),
    );
    assert.deepEqual(run.aws.inputs(`PUT ${CLAIM}`), []);
  });

  it("lets newer versions be that are not approved, or not complete", async () => {
    run.register(described(8, { ModelApprovalStatus: "PendingManualApproval" }));
    run.register(described(9, { ModelPackageStatus: "Failed" }));
    run.aws.on(`PUT ${CLAIM}`, {});
    assert.equal(outputs((await run.command(["resolve"], approval)).lines).act, "true");
  });
});

describe("resolve, to roll back", () => {
  const previous = { MODEL_PACKAGE_ARN: "previous", MODEL_PACKAGE_VERSION: "previous" };
  const since = (version: number, day: number, status = "Superseded", more = {}) =>
    described(version, {
      ModelLifeCycle: { Stage: status === "Serving" ? "Production" : "Retired", StageStatus: status },
      CustomerMetadataProperties: { productionSince: `2026-10-0${day}T09:00:00.000Z` },
      ...more,
    });
  const resolved = async (...versions: Record<string, unknown>[]) => {
    const run = await SampleRun.start(versions);
    try {
      const { exitCode, lines } = await run.command(["resolve"], previous);
      const document = lines.find((line) => line.includes("variable=version"))?.replace(/^.*?\]/, "");
      return { exitCode, lines, document: JSON.parse(document ?? "{}") as Record<string, unknown> };
    } finally {
      await run.close();
    }
  };

  it("finds the version that served last before, whatever its number", async () => {
    const { exitCode, lines, document } = await resolved(
      since(3, 4, "Superseded"),
      since(4, 1),
      since(5, 2, "Serving"),
      since(6, 5, "Superseded", { ModelApprovalStatus: "Rejected" }),
      since(7, 6, "RolledBack"),
      described(8),
    );
    assert.equal(exitCode, 0, lines.join("\n"));
    assert.deepEqual(document, {
      format: 1,
      isRollBack: true,
      version: { ...VERSION, arn: arnOf(3), version: 3 },
    });
    assert.ok(
      lines.includes(
        "Version 3 of credit-churn is complete and approved; this run deploys it, to roll back.",
      ),
    );
  });

  it("asks about versions of which the list does not say the stage", async () => {
    const run = await SampleRun.start([since(3, 4)]);
    try {
      run.aws.on("ListModelPackages", {
        body: { ModelPackageSummaryList: [{ ...since(3, 4), ModelLifeCycle: undefined }] },
      });
      assert.equal((await run.command(["resolve"], previous)).exitCode, 0);
    } finally {
      await run.close();
    }
  });

  it("fails if no version served before", async () => {
    const { exitCode, lines } = await resolved(since(5, 2, "Serving"), described(4));
    assert.deepEqual(
      [exitCode, lines],
      [
        1,
        [
          issue(
            "there is no version to roll back to: the group has no approved version whose life cycle is Retired, Superseded. Start the run with the ARN and the number of the version that is to serve",
          ),
        ],
      ],
    );
  });
});
