import assert from "node:assert/strict";

import type { ExecutionRolesArgs } from "../../../planes/automation/execution-roles";
import { ExecutionRoles } from "../../../planes/automation/execution-roles";
import { clarifyStatements } from "../../../access/clarify";
import { pipelineStatements } from "../../../access/pipeline";
import {
  allow,
  BOUNDARY_ARN,
  create,
  document,
  json,
  rendered,
  tree,
  urnsBehind,
} from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { valueOf } from "../../support/outputs";
import { DATA_KEY_ARN, scopeOf } from "../../support/planes";
import { runStatementsOf, USE_ARTIFACTS } from "../../support/job-statements";
import { AWS } from "../../support/types";
const ROLES = "arn:aws:iam::200000000002:role/mlops-fraud-automation";
const SAGEMAKER = "arn:aws:sagemaker:eu-west-1:200000000002";
const DATA = "arn:aws:s3:::mlops-fraud-development-data-200000000001";

const ARGS: ExecutionRolesArgs = {
  foundation: foundation(),
  data: { scope: scopeOf("development"), kmsKeyArn: DATA_KEY_ARN },
};

const roles = (changes: Partial<ExecutionRolesArgs> = {}) =>
  create((options) => new ExecutionRoles("jobs", { ...ARGS, ...changes }, options));

/** What every job may do: read curated data, write artifacts but neither code nor reports, and run in the private network. */
const JOB = [
  allow("ReadTrainingData", "s3:GetObject", `${DATA}/curated/*`),
  allow("ListTrainingData", "s3:ListBucket", DATA, { StringLike: { "s3:prefix": ["curated/*"] } }),
  allow("DecryptTrainingData", ["kms:Decrypt", "kms:DescribeKey"], DATA_KEY_ARN),
  ...USE_ARTIFACTS,
  ...runStatementsOf("ProcessingJobs", "TrainingJobs", "TransformJobs"),
];

describe("ExecutionRoles", () => {
  it("are four roles of SageMaker in this account, within the boundary", async () => {
    const { cloud } = await roles();
    assert.deepEqual(
      tree(cloud).filter((line) => line.includes("mlops:")),
      [
        "jobs > mlops:identity:ServiceRole jobs-clarify",
        "jobs > mlops:identity:ServiceRole jobs-pipeline",
        "jobs > mlops:identity:ServiceRole jobs-processing",
        "jobs > mlops:identity:ServiceRole jobs-training",
        "mlops:part:ExecutionRoles jobs",
      ],
    );
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

  it("let jobs read curated data and write artifacts, and start and register nothing", async () => {
    const { cloud } = await roles();
    assert.deepEqual(json(cloud.one(AWS.iam.RolePolicy, "jobs-training-policy")), document(...JOB));
    assert.deepEqual(json(cloud.one(AWS.iam.RolePolicy, "jobs-processing-policy")), document(...JOB));
  });

  it("let jobs do what parts of the account bring, some of it processing steps only", async () => {
    const statement = (sid: string, action: string) => ({
      sid,
      actions: [action],
      resources: [`${SAGEMAKER}:feature-group/fraud-*`],
    });
    const { cloud } = await roles({
      jobStatements: [statement("ReadFeatures", "sagemaker:GetRecord")],
      processingStatements: [statement("WriteFeatures", "sagemaker:PutRecord")],
    });
    const added = allow("ReadFeatures", "sagemaker:GetRecord", `${SAGEMAKER}:feature-group/fraud-*`);
    const more = allow("WriteFeatures", "sagemaker:PutRecord", `${SAGEMAKER}:feature-group/fraud-*`);
    assert.deepEqual(json(cloud.one(AWS.iam.RolePolicy, "jobs-training-policy")), document(...JOB, added));
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "jobs-processing-policy")),
      document(...JOB, added, more),
    );
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
    const given = ["pipeline", "processing", "training", "clarify"] as const;
    const made = [...cloud.byType(AWS.iam.Role), ...cloud.byType(AWS.iam.RolePolicy)];
    assert.equal(made.length, 8);
    for (const purpose of given) {
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
