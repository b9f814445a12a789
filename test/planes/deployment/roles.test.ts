import assert from "node:assert/strict";

import type { DeploymentPlaneArgs } from "../../../planes/deployment/deployment-plane";
import { DeploymentPlane } from "../../../planes/deployment/deployment-plane";
import type { Stage } from "../../../settings/planes";
import { STAGES } from "../../../settings/planes";
import { allow, document, json } from "../../support/fixtures";
import { inferenceStatementsOf } from "../../support/inference-statements";
import type { MockedCloud } from "../../support/mocks";
import { startMocks } from "../../support/mocks";
import { DEPLOYMENT_SETTINGS, deploymentArgs, MODELS_KEY_ARN, ONLINE_FEATURES } from "../../support/planes";
import { PULL, PULL_AWS_IMAGES, vpcJobStatementsOf } from "../../support/job-statements";
import { AWS } from "../../support/types";

async function deployment(stage: Stage, changes: Partial<DeploymentPlaneArgs> = {}) {
  const cloud = startMocks();
  new DeploymentPlane(stage, { ...deploymentArgs(stage), ...changes });
  await cloud.settled();
  return { cloud };
}

const IMAGES = (account: string): string => `arn:aws:ecr:eu-west-1:${account}:repository/mlops/fraud/*`;

/** What the endpoint role of staging may do. */
function endpointDocument(
  cloud: MockedCloud,
  {
    features = [],
    images = IMAGES("200000000002"),
  }: { readonly features?: readonly object[]; readonly images?: string | readonly string[] } = {},
): object {
  const artifacts = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002";
  const id = (type: string, name: string): string => String(cloud.one(type, name).id);
  return document(
    allow("ReadArtifacts", "s3:GetObject", `${artifacts}/*`),
    allow("ListArtifacts", "s3:ListBucket", artifacts),
    allow("DecryptArtifacts", ["kms:Decrypt", "kms:DescribeKey"], MODELS_KEY_ARN),
    ...PULL_AWS_IMAGES,
    allow("PullImages", PULL, images),
    allow("WriteCapture", "s3:PutObject", "arn:aws:s3:::mlops-fraud-staging-capture-200000000003/*"),
    allow(
      "EncryptCapture",
      ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
      `arn:aws:kms:eu-west-1:200000000003:key/${id(AWS.kms.Key, "staging-key")}`,
    ),
    allow(
      "WriteLogs",
      ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      "arn:aws:logs:eu-west-1:200000000003:log-group:/aws/sagemaker/Endpoints/*",
    ),
    allow("WriteMetrics", "cloudwatch:PutMetricData", "*", {
      StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"] },
    }),
    ...inferenceStatementsOf(
      "staging",
      "200000000003",
      `arn:aws:kms:eu-west-1:200000000003:key/${id(AWS.kms.Key, "staging-key")}`,
    ),
    ...features,
    ...vpcJobStatementsOf(
      "200000000003",
      [1, 2, 3].map((zone) => id(AWS.ec2.Subnet, `staging-network-${zone}`)),
      [id(AWS.ec2.SecurityGroup, "staging-network-workloads")],
    ),
  );
}

describe("endpoint role", () => {
  it("is for SageMaker of this account, within the boundary", async () => {
    const { cloud } = await deployment("staging");
    const role = cloud.one(AWS.iam.Role, "staging-endpoint-role");
    assert.equal(
      role.inputs.permissionsBoundary,
      "arn:aws:iam::200000000003:policy/mlops-fraud-staging-boundary",
    );
    assert.deepEqual(
      json(role, "assumeRolePolicy"),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "200000000003" } },
      }),
    );
  });

  it("reads models of the automation account, writes captured data, logs and metrics, and nothing else", async () => {
    const { cloud } = await deployment("staging");
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "staging-endpoint-role-policy")),
      endpointDocument(cloud),
    );
  });

  it("reads online features through the role of the automation account, where there are some", async () => {
    const { cloud } = await deployment("staging", {
      settings: { ...DEPLOYMENT_SETTINGS, featureGroups: ONLINE_FEATURES },
    });
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "staging-endpoint-role-policy")),
      endpointDocument(cloud, {
        features: [
          allow(
            "ReadOnlineFeatures",
            "sts:AssumeRole",
            "arn:aws:iam::200000000002:role/mlops-fraud-automation-feature-reader",
          ),
        ],
      }),
    );
  });

  it("pulls replicated images from its own account too", async () => {
    const { cloud } = await deployment("staging", {
      settings: { ...DEPLOYMENT_SETTINGS, imageReplication: "models" },
    });
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "staging-endpoint-role-policy")),
      endpointDocument(cloud, { images: [IMAGES("200000000002"), IMAGES("200000000003")] }),
    );
  });
});

describe("Model Deploy role", () => {
  it("asks models in staging only, and says which version serves in production only", async () => {
    for (const stage of STAGES) {
      const { cloud } = await deployment(stage);
      const { Statement } = json(cloud.one(AWS.iam.RolePolicy, `${stage}-model-deploy-policy`)) as {
        Statement: { Sid: string }[];
      };
      const sids = Statement.map(({ Sid }) => Sid);
      assert.deepEqual(sids.slice(0, 2), ["ReadContract", "ReadVersions"]);
      assert.deepEqual(
        ["AskModels", "MoveStages"].map((sid) => sids.includes(sid)),
        [stage === "staging", stage === "production"],
      );
    }
  });

  for (const stage of STAGES) {
    it(`trusts the connection to ${stage} only`, async () => {
      const { cloud } = await deployment(stage);
      const role = cloud.one(AWS.iam.Role, `${stage}-model-deploy`);
      const account = stage === "staging" ? "200000000003" : "200000000004";
      const host = "vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11";
      assert.equal(role.inputs.description, `Model Deploy pipeline of Azure DevOps, ${stage}`);
      assert.deepEqual(
        json(role, "assumeRolePolicy"),
        document({
          Sid: "OneServiceConnection",
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              [`${host}:aud`]: "api://AzureADTokenExchange",
              [`${host}:sub`]: `sc://contoso-ml/fraud-ml/model-deploy-${stage}`,
            },
          },
        }),
      );
    });
  }
});
