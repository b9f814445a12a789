import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { motoMissing } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { failed } from "../events";
import {
  CHECK,
  EVALUATION,
  EXECUTION,
  executionEvent,
  LINEAGE,
  versionArn,
  versionEvent,
  World,
} from "./support";

const GROUP = "fraud-churn";

describeUnless(motoMissing(), "function announce-approvals, over a registry", () => {
  let world: World;

  before(async () => {
    world = await World.start();
    await world.putEvaluation(EVALUATION);
  });
  after(async () => {
    await world.stop();
  });

  it("tells once of a version that waits, with all that a decision needs", async () => {
    const version = await world.register(GROUP);
    const event = versionEvent(GROUP, version);
    const first = await world.handle(event, event);
    const later = await world.handle(event);

    assert.deepEqual([first.result, later.result], [failed(), failed()]);
    const arn = versionArn(GROUP, version);
    const command = (status: string): string =>
      `aws sagemaker update-model-package --region eu-west-1 --model-package-arn ${arn} --model-approval-status ${status} --approval-description "<why>"`;
    assert.deepEqual(await world.received(), [
      {
        audience: "approvals",
        subject: `[fraud] churn version ${version} waits for a decision`,
        text: [
          `[fraud] churn version ${version} waits for a decision`,
          "",
          `Version ${version} of the model churn is not deployed before somebody has approved it.`,
          "",
          "metric         new  production      change",
          "auc         0.8612      0.8500     +0.0112      better",
          "recall      0.5000      0.5500     -0.0500       worse",
          "",
          `Version                 ${arn}`,
          "Requested by            Ada Lovelace",
          "Build                   4711",
          "Repository              https://dev.azure.com/contoso-ml/fraud-ml/_git/model-build-churn",
          "Commit                  2fd6202e309df065acb6927451fcc7a546b514cf",
          "Data                    sha256:db392c80",
          `Compared with           ${versionArn(GROUP, 6)}`,
          "Baseline check skipped  false",
          "",
          "Approve, as arn:aws:iam::123456789012:role/mlops-fraud-automation-lead-data-scientist:",
          `  ${command("Approved")}`,
          "",
          "Reject:",
          `  ${command("Rejected")}`,
          "",
          "Build and its report: https://dev.azure.com/contoso-ml/fraud-ml/_build/results?buildId=4711",
          "Files in the console: https://eu-west-1.console.aws.amazon.com/s3/buckets/mlops-fraud-automation-artifacts-123456789012?region=eu-west-1&prefix=runs%2Fchurn%2F74582cebd5b0%2F",
          "",
        ].join("\n"),
      },
    ]);
    assert.deepEqual(
      [...first.lines, ...later.lines].map(({ message }) => message),
      [
        "told of a version",
        ...Array.from({ length: 2 }, () => "duplicate: people had been told of the version before"),
      ],
    );
  });

  it("remembers what it told for ten years, by the version alone", async () => {
    const { Items = [] } = await world.dynamoDb.send(new ScanCommand({ TableName: "claims" }));
    const key = JSON.stringify(`announced:${versionArn(GROUP, 1)}`);
    assert.deepEqual(
      Items.map(({ id, expiration }) => [
        id?.S,
        Math.round((Number(expiration?.N) - Date.now() / 1000) / (365 * 24 * 3600)),
      ]),
      [[`people-notices#${createHash("sha256").update(key).digest("base64")}`, 10]],
    );
  });

  it("gives chat the same in its own form, in the same publication", () => {
    const [message, ...others] = world.chat;
    assert.deepEqual(others, []);
    const { version, source, content } = JSON.parse(message ?? "{}") as {
      version: string;
      source: string;
      content: Record<string, string>;
    };
    assert.deepEqual(
      [version, source, Object.keys(content)],
      ["1.0", "custom", ["textType", "title", "description"]],
    );
    assert.equal(content.textType, "client-markdown");
    assert.equal(content.title, "[fraud] churn version 1 waits for a decision");
    assert.match(content.description ?? "", /\nRequested by: `Ada Lovelace`\n/);
    assert.match(content.description ?? "", /```\nmetric {9}new {2}production {6}change\n/);
    assert.match(content.description ?? "", /--approval-description "&lt;why&gt;"\n```/);
  });

  for (const [what, status, group] of [
    ["was approved meanwhile", "Approved", GROUP],
    ["is another team's", "PendingManualApproval", "risk-churn"],
  ] as const) {
    it(`tells nothing of a version that ${what}`, async () => {
      const version = await world.register(group, { ModelApprovalStatus: status });
      const { result, lines } = await world.handle(versionEvent(group, version));
      assert.deepEqual(result, failed());
      assert.deepEqual(await world.received(), []);
      assert.deepEqual(
        lines.map(({ message }) => message),
        ["nothing to tell of the version"],
      );
    });
  }

  it("tells builders once that a version was rejected, and why", async () => {
    const version = await world.register(GROUP);
    await world.decide(GROUP, version, "Rejected", "bias against\nthe young");
    await world.handle(versionEvent(GROUP, version));
    await world.handle(versionEvent(GROUP, version));
    const [notice, ...others] = await world.received();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [notice?.audience, notice?.subject],
      ["builds", `[fraud] churn version ${version} was rejected`],
    );
    assert.match(notice?.text ?? "", /\nReason: bias against the young\n/);
    assert.doesNotMatch(notice?.text ?? "", /update-model-package/);
  });

  const problems: readonly (readonly [what: string, lineage: Record<string, string>, problem: RegExp])[] = [
    ["does not say where its evaluation lies", {}, /does not say where its evaluation lies\./],
    [
      "names an evaluation elsewhere",
      { casesUri: "s3://elsewhere/runs/churn/1/Evaluate/cases/cases.csv" },
      /outside the runs of the artifact bucket: s3:\/\/elsewhere/,
    ],
    [
      "names an evaluation that is not there",
      { casesUri: LINEAGE.casesUri.replace("74582cebd5b0", "gone") },
      /gone\/Evaluate\/evaluation\/evaluation\.json cannot be read: NoSuchKey\./,
    ],
    [
      "names an evaluation of another form",
      { casesUri: LINEAGE.casesUri.replace("74582cebd5b0", "other") },
      /is not what Model Build writes: champion: /,
    ],
    [
      "names an evaluation that is no JSON",
      { casesUri: LINEAGE.casesUri.replace("74582cebd5b0", "text") },
      /evaluation\.json is no JSON\./,
    ],
  ];
  for (const [what, lineage, problem] of problems) {
    it(`tells all the same of a version that ${what}`, async () => {
      const key = (run: string): string => `runs/churn/${run}/Evaluate/evaluation/evaluation.json`;
      await world.putEvaluation({ binary_classification_metrics: {} }, key("other"));
      await world.putEvaluation("metrics: none", key("text"));
      const version = await world.register(GROUP, { CustomerMetadataProperties: lineage });
      const { result } = await world.handle(versionEvent(GROUP, version));
      assert.deepEqual(result, failed());
      const [notice] = await world.received();
      assert.match(notice?.text ?? "", problem);
    });
  }

  it("says of each metric whether its change is for the better, whatever the model predicts", async () => {
    const run = "runs/churn/regression/Evaluate";
    const evaluation = {
      format: 2,
      problem: "regression",
      regression_metrics: { rmse: { value: 2.5 }, mae: { value: 2 }, r2: { value: 0.5 } },
      champion: {
        version: versionArn(GROUP, 6),
        metrics: { rmse: { value: 3 }, mae: { value: 1.5 }, r2: { value: 0.6 } },
      },
    };
    await world.putEvaluation(evaluation, `${run}/evaluation/evaluation.json`);
    const casesUri = LINEAGE.casesUri.replace("74582cebd5b0", "regression");
    const version = await world.register(GROUP, { CustomerMetadataProperties: { casesUri } });
    await world.handle(versionEvent(GROUP, version));
    const [notice] = await world.received();
    assert.match(notice?.text ?? "", /\nrmse +2\.5000 +3\.0000 +-0\.5000 +better\n/);
    assert.match(notice?.text ?? "", /\nmae +2\.0000 +1\.5000 +\+0\.5000 +worse\n/);
    assert.match(notice?.text ?? "", /\nr2 +0\.5000 +0\.6000 +-0\.1000 +worse\n/);
  });

  it("finds the evaluation of an older version by its metrics, and says that there is no champion", async () => {
    await world.putEvaluation({ ...EVALUATION, champion: { version: "none", metrics: {} } });
    const version = await world.register(GROUP, {
      CustomerMetadataProperties: { requestedBy: "Ada" },
      ModelMetrics: {
        ModelQuality: {
          Statistics: {
            ContentType: "application/json",
            S3Uri: LINEAGE.casesUri.replace("cases/cases.csv", "evaluation/evaluation.json"),
          },
        },
      },
    });
    await world.handle(versionEvent(GROUP, version));
    const [notice] = await world.received();
    assert.match(
      notice?.text ?? "",
      /nothing to compare with\.\n\nmetric {9}new\nauc {9}0\.8612\nrecall {6}0\.5000\n/,
    );
  });

  it("keeps a message that is of no known kind, or of a version that is not there", async () => {
    const { result, lines } = await world.handle("no json", { source: "aws.s3" }, versionEvent(GROUP, 999));
    assert.deepEqual(result, failed("message-1", "message-2", "message-3"));
    assert.deepEqual(
      lines.map(({ reason }) => reason),
      ["FinalError", "FinalError", "ValidationException"],
    );
    assert.deepEqual(await world.received(), []);
  });

  it("leaves out pipelines that are of no model of the team", async () => {
    const { result } = await world.handle(
      executionEvent({ pipelineExecutionArn: EXECUTION.replace("fraud-churn", "fraud-x-churn") }),
    );
    assert.deepEqual(result, failed());
    assert.deepEqual(await world.received(), []);
  });

  it("measures nothing that waits as 0", async () => {
    const empty = await World.start();
    try {
      const { lines } = await empty.handle(CHECK);
      assert.deepEqual(
        lines.map(({ Model, OldestPendingApprovalHours: hours, PendingApprovals: versions }) => [
          Model,
          hours ?? versions,
        ]),
        ["churn", "churn", "payments", "payments", undefined, undefined].map((model) => [model, 0]),
      );
    } finally {
      await empty.stop();
    }
  });
});
