import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { MonitoringAccess } from "../../../access/monitoring";
import { monitoringRole } from "../../../planes/automation/monitoring-role";
import { BOUNDARY_ARN, create, document, statementsIn } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const DATA_KEY = "arn:aws:kms:eu-west-1:200000000001:key/4f0a8c53-1a67-4b9e-a3dc-6c5b4a3f2e1d";
const PRODUCTION_KEY = "arn:aws:kms:eu-west-1:200000000004:key/5a1b9d64-2b78-4cae-84ed-7d6c5b4a3f2e";

/** Below a component, as below a plane. */
class Plane extends pulumi.ComponentResource {
  constructor(access: Partial<MonitoringAccess>, opts: pulumi.ComponentResourceOptions) {
    super("test:Plane", "plane", {}, opts);
    monitoringRole(
      "monitoring",
      {
        foundation: foundation(),
        model: "churn",
        watched: { scope: scopeOf("production"), kmsKeyArn: PRODUCTION_KEY },
        inference: "realtime",
        readsChecks: false,
        ...access,
      },
      this,
    );
  }
}

const plane = (access: Partial<MonitoringAccess> = {}) => create((options) => new Plane(access, options));

/** What the role may do with buckets, versions and keys: actions and resources by statement. */
async function allowed(access: Partial<MonitoringAccess> = {}): Promise<Record<string, unknown[]>> {
  const { cloud } = await plane(access);
  return Object.fromEntries(
    statementsIn(cloud.one(AWS.iam.RolePolicy, "monitoring-policy")).map(({ Sid, Resource, Condition }) => [
      Sid,
      [Resource, Condition].flat(),
    ]),
  );
}

const CAPTURE = "arn:aws:s3:::mlops-fraud-production-capture-200000000004";
const DATA = "arn:aws:s3:::mlops-fraud-development-data-200000000001";

describe("monitoringRole", () => {
  for (const [inference, folder] of [
    ["asynchronous", "async"],
    ["batch", "batch"],
  ] as const) {
    it(`reads and lists requests and answers of the model, where it answers ${inference}`, async () => {
      const bucket = "arn:aws:s3:::mlops-fraud-production-inference-200000000004";
      const { ReadRequests, ListRequests } = await allowed({ inference });
      assert.deepEqual(ReadRequests, [`${bucket}/${folder}/churn/*`, undefined]);
      assert.deepEqual(ListRequests, [bucket, { StringLike: { "s3:prefix": [`${folder}/churn/*`] } }]);
    });
  }

  it("reads none of a realtime endpoint, whose capture has the bodies", async () => {
    const { ReadRequests, ListRequests } = await allowed();
    assert.deepEqual([ReadRequests, ListRequests], [undefined, undefined]);
  });

  it("is a role of SageMaker in the automation account for one model, within the boundary", async () => {
    const { cloud } = await plane();
    const role = cloud.one(AWS.iam.Role, "monitoring");
    const { assumeRolePolicy, ...rest } = role.inputs;
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-monitoring-churn",
      description: "Jobs that watch the model churn",
      permissionsBoundary: BOUNDARY_ARN,
    });
    assert.deepEqual(
      JSON.parse(String(assumeRolePolicy)),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
      }),
    );
  });

  it("reads what the model was asked in the stage that is watched, and no other model or stage", async () => {
    const { ReadCapture, ListCapture, DecryptCapture } = await allowed();
    assert.deepEqual(
      { ReadCapture, ListCapture, DecryptCapture },
      {
        ReadCapture: [`${CAPTURE}/churn/*`, undefined],
        ListCapture: [CAPTURE, { StringLike: { "s3:prefix": ["churn/*"] } }],
        DecryptCapture: [PRODUCTION_KEY, undefined],
      },
    );
  });

  it("reads the model and its baselines, those of AWS's containers where they judge, and no rows to train on", async () => {
    const runs = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002/runs/churn/*";
    const read = async (access: Partial<MonitoringAccess>) =>
      (await allowed(access)).ReadCodeAndBaselines?.filter((each) => String(each).startsWith(runs));
    const own = [`${runs}/Train/*`, `${runs}/Evaluate/monitoring-baseline/*`];
    const checks = ["DataQuality", "ModelQuality", "ModelBias", "Explainability"];
    assert.deepEqual(await read({}), own);
    assert.deepEqual(await read({ readsChecks: true }), [
      ...own,
      ...checks.map((step) => `${runs}/${step}/*`),
    ]);
  });

  it("reads labels and writes rows to train on only where labels arrive", async () => {
    const without = Object.keys(await allowed()).filter((sid) => /Label|Feedback|DataKey/.test(sid));
    const labels = { scope: scopeOf("development"), kmsKeyArn: DATA_KEY };
    const { ReadLabels, WriteFeedback, UseDataKey } = await allowed({ labels });
    assert.deepEqual(
      { without, ReadLabels, WriteFeedback, UseDataKey },
      {
        without: [],
        ReadLabels: [`${DATA}/raw/ground-truth/churn/*`, undefined],
        WriteFeedback: [`${DATA}/curated/feedback_churn/*`, undefined],
        UseDataKey: [DATA_KEY, undefined],
      },
    );
  });

  it("publishes metrics of monitoring, beside those of SageMaker", async () => {
    assert.deepEqual((await allowed()).WriteMetrics, [
      "*",
      { StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*", "mlops/monitoring"] } },
    ]);
  });
});
