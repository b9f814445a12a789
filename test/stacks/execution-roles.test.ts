import assert from "node:assert/strict";

import type { ExecutionRolesArgs } from "../../stacks/execution-roles";
import { ExecutionRoles } from "../../stacks/execution-roles";
import { allow, BOUNDARY_ARN, create, document, json, KEY_ARN, tree, urnsBehind } from "../support/fixtures";
import { foundation } from "../support/foundation";
import { valueOf } from "../support/outputs";
import { DATA_KEY_ARN, scopeOf } from "../support/planes";
import { PULL, PULL_AWS_IMAGES, vpcJobStatementsOf } from "../support/job-statements";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const ROLES = "arn:aws:iam::200000000002:role/mlops-fraud-automation";
const SAGEMAKER = "arn:aws:sagemaker:eu-west-1:200000000002";
const ARTIFACTS = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002";
const DATA = "arn:aws:s3:::mlops-fraud-development-data-200000000001";
const USE_KEY = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];

const ARGS: ExecutionRolesArgs = {
  foundation: foundation(),
  data: { scope: scopeOf("development"), keyArn: DATA_KEY_ARN },
};

const roles = (changes: Partial<ExecutionRolesArgs> = {}) =>
  create((options) => new ExecutionRoles("jobs", { ...ARGS, ...changes }, options));

const ENCRYPT_VOLUMES = allow("EncryptVolumes", "kms:CreateGrant", KEY_ARN, {
  Bool: { "kms:GrantIsForAWSResource": "true" },
});

/** What every job may do: read curated data, write artifacts but neither code nor reports, and run in the private network. */
const JOB = [
  allow("ReadTrainingData", "s3:GetObject", `${DATA}/curated/*`),
  allow("ListTrainingData", "s3:ListBucket", DATA, { StringLike: { "s3:prefix": ["curated/*"] } }),
  allow("DecryptTrainingData", ["kms:Decrypt", "kms:DescribeKey"], DATA_KEY_ARN),
  allow(
    "ReadAndWriteArtifacts",
    ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
    `${ARTIFACTS}/*`,
  ),
  {
    Sid: "LeaveCodeAndReports",
    Effect: "Deny",
    Action: "s3:PutObject",
    Resource: [`${ARTIFACTS}/code/*`, `${ARTIFACTS}/monitoring/*`],
  },
  allow("ListArtifacts", "s3:ListBucket", ARTIFACTS),
  allow("UseKey", USE_KEY, KEY_ARN),
  ENCRYPT_VOLUMES,
  ...PULL_AWS_IMAGES,
  allow("PullImages", PULL, "arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud/*"),
  allow(
    "WriteLogs",
    ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    ["ProcessingJobs", "TrainingJobs", "TransformJobs"].map(
      (group) => `arn:aws:logs:eu-west-1:200000000002:log-group:/aws/sagemaker/${group}:*`,
    ),
  ),
  allow("WriteMetrics", "cloudwatch:PutMetricData", "*", {
    StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"] },
  }),
  ...vpcJobStatementsOf(
    "200000000002",
    ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
    ["sg-0a1b2c3d4e5f60718"],
  ),
];

describe("ExecutionRoles", () => {
  it("are three roles of SageMaker in this account, within the boundary", async () => {
    const { cloud } = await roles();
    assert.deepEqual(
      tree(cloud).filter((line) => line.includes("mlops:")),
      [
        "jobs > mlops:identity:ServiceRole jobs-pipeline",
        "jobs > mlops:identity:ServiceRole jobs-processing",
        "jobs > mlops:identity:ServiceRole jobs-training",
        "mlops:part:ExecutionRoles jobs",
      ],
    );
    const made = cloud.byType(ROLE);
    assert.deepEqual(
      made.map(({ inputs }) => [inputs.name, inputs.description, inputs.permissionsBoundary]),
      [
        ["mlops-fraud-automation-processing", "Processing steps of pipelines", BOUNDARY_ARN],
        ["mlops-fraud-automation-training", "Training and transform steps of pipelines", BOUNDARY_ARN],
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

  it("let a pipeline start jobs with the two other roles and register versions for approval, and read no data", async () => {
    const { cloud } = await roles();
    const registry = [`${SAGEMAKER}:model-package-group/fraud-*`, `${SAGEMAKER}:model-package/fraud-*/*`];
    assert.deepEqual(
      json(cloud.one(POLICY, "jobs-pipeline-policy")),
      document(
        allow(
          "RunJobs",
          [
            "sagemaker:AddTags",
            "sagemaker:CreateProcessingJob",
            "sagemaker:CreateTrainingJob",
            "sagemaker:CreateTransformJob",
            "sagemaker:DescribeProcessingJob",
            "sagemaker:DescribeTrainingJob",
            "sagemaker:DescribeTransformJob",
            "sagemaker:StopProcessingJob",
            "sagemaker:StopTrainingJob",
            "sagemaker:StopTransformJob",
          ],
          ["processing-job", "training-job", "transform-job"].map(
            (kind) => `${SAGEMAKER}:${kind}/pipelines-*`,
          ),
        ),
        allow("GiveJobsTheirRoles", "iam:PassRole", [`${ROLES}-processing`, `${ROLES}-training`], {
          StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" },
        }),
        allow(
          "SeeRegistry",
          ["sagemaker:AddTags", "sagemaker:DescribeModelPackage", "sagemaker:DescribeModelPackageGroup"],
          registry,
        ),
        allow("RegisterVersionsForApproval", "sagemaker:CreateModelPackage", registry, {
          StringEqualsIfExists: { "sagemaker:ModelApprovalStatus": "PendingManualApproval" },
        }),
        allow("ReadResults", "s3:GetObject", `${ARTIFACTS}/*`),
        allow("ListResults", "s3:ListBucket", ARTIFACTS),
        allow("UseKey", USE_KEY, KEY_ARN),
        ENCRYPT_VOLUMES,
      ),
    );
  });

  it("let jobs read curated data and write artifacts, and start and register nothing", async () => {
    const { cloud } = await roles();
    assert.deepEqual(json(cloud.one(POLICY, "jobs-training-policy")), document(...JOB));
    assert.deepEqual(json(cloud.one(POLICY, "jobs-processing-policy")), document(...JOB));
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
    assert.deepEqual(json(cloud.one(POLICY, "jobs-training-policy")), document(...JOB, added));
    assert.deepEqual(json(cloud.one(POLICY, "jobs-processing-policy")), document(...JOB, added, more));
    assert.doesNotMatch(String(cloud.one(POLICY, "jobs-pipeline-policy").inputs.policy), /Features/);
  });

  it("give out the pipeline's role once the roles that it passes are complete", async () => {
    const { cloud, component } = await roles();
    assert.equal(await valueOf(component.pipelineRoleArn), `${ROLES}-pipeline`);
    const behind = await urnsBehind((options) => new ExecutionRoles("jobs", ARGS, options).pipelineRoleArn);
    const complete = [...cloud.byType(ROLE), ...cloud.byType(POLICY)].map(({ urn }) => urn);
    assert.equal(complete.length, 6);
    assert.deepEqual([...behind].sort(), complete.sort());
  });
});
