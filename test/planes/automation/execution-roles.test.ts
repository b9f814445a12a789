import assert from "node:assert/strict";

import type { ExecutionRolesArgs } from "../../../planes/automation/execution-roles";
import { ExecutionRoles } from "../../../planes/automation/execution-roles";
import { clarifyStatements } from "../../../access/clarify";
import { pipelineStatements } from "../../../access/sagemaker-pipelines";
import { BOUNDARY_ARN, create, document, json, rendered, sidsIn, urnsBehind } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { valueOf } from "../../support/outputs";
import { DATA_KEY_ARN, scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const ROLES = "arn:aws:iam::200000000002:role/mlops-fraud-automation";
const SAGEMAKER = "arn:aws:sagemaker:eu-west-1:200000000002";

const ARGS: ExecutionRolesArgs = {
  foundation: foundation(),
  data: { scope: scopeOf("development"), kmsKeyArn: DATA_KEY_ARN },
};

const roles = (changes: Partial<ExecutionRolesArgs> = {}) =>
  create((options) => new ExecutionRoles("jobs", { ...ARGS, ...changes }, options));

describe("ExecutionRoles", () => {
  it("are four roles of SageMaker in this account, within the boundary", async () => {
    const { cloud } = await roles();
    const made = cloud.byType(AWS.iam.Role);
    assert.deepEqual(
      made.map(({ inputs }) => [inputs.name, inputs.description, inputs.permissionsBoundary]),
      [
        ["mlops-fraud-automation-processing", "Processing steps of pipelines", BOUNDARY_ARN],
        ["mlops-fraud-automation-training", "Training and transform steps of pipelines", BOUNDARY_ARN],
        [
          "mlops-fraud-automation-clarify",
          "Clarify jobs of pipelines, and the models that they ask",
          BOUNDARY_ARN,
        ],
        ["mlops-fraud-automation-pipeline", "SageMaker pipelines", BOUNDARY_ARN],
      ],
    );
    for (const role of made) {
      assert.deepEqual(
        json(role, "assumeRolePolicy"),
        document({
          Sid: "ServiceOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "sagemaker.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
        }),
      );
    }
  });

  it("have the permissions of pipelines, and those of Clarify", async () => {
    const { cloud } = await roles();
    for (const [role, statements] of [
      ["pipeline", pipelineStatements(ARGS.foundation)],
      ["clarify", clarifyStatements(ARGS.foundation)],
    ] as const) {
      assert.deepEqual(
        json(cloud.one(AWS.iam.RolePolicy, `jobs-${role}-policy`)),
        await rendered(statements),
        role,
      );
    }
  });

  it("let jobs do what parts of the account bring, some of it processing steps only", async () => {
    const statement = (sid: string, action: string) => ({
      sid,
      actions: [action],
      resources: [`${SAGEMAKER}:feature-group/fraud-*`],
    });
    const plain = await roles();
    const { cloud } = await roles({
      jobStatements: [statement("ReadFeatures", "sagemaker:GetRecord")],
      processingStatements: [statement("WriteFeatures", "sagemaker:PutRecord")],
    });
    for (const [role, added] of [
      ["training", ["ReadFeatures"]],
      ["processing", ["ReadFeatures", "WriteFeatures"]],
    ] as const) {
      const name = `jobs-${role}-policy`;
      const before = sidsIn(plain.cloud.one(AWS.iam.RolePolicy, name));
      assert.deepEqual(sidsIn(cloud.one(AWS.iam.RolePolicy, name)), [...before, ...added], role);
    }
    for (const role of ["pipeline", "clarify"]) {
      assert.doesNotMatch(
        String(cloud.one(AWS.iam.RolePolicy, `jobs-${role}-policy`).inputs.policy),
        /Features/,
        role,
      );
    }
  });

  it("give out each role once it is complete, and the pipeline's once those that it passes are", async () => {
    const { cloud, component } = await roles();
    const purposes = ["pipeline", "processing", "training", "clarify"] as const;
    const made = [...cloud.byType(AWS.iam.Role), ...cloud.byType(AWS.iam.RolePolicy)];
    assert.equal(made.length, 8);
    for (const purpose of purposes) {
      const arn = `${purpose}RoleArn` as const;
      assert.equal(await valueOf(component[arn]), `${ROLES}-${purpose}`);
      const behind = await urnsBehind((options) => new ExecutionRoles("jobs", ARGS, options)[arn]);
      const complete = made.filter(
        ({ name }) => purpose === "pipeline" || name.startsWith(`jobs-${purpose}`),
      );
      assert.deepEqual([...behind].sort(), complete.map(({ urn }) => urn).sort(), purpose);
    }
  });
});
