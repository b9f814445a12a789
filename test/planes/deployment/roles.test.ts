import assert from "node:assert/strict";

import type { DeploymentPlaneArgs } from "../../../planes/deployment/deployment-plane";
import { DeploymentPlane } from "../../../planes/deployment/deployment-plane";
import type { Stage } from "../../../settings/planes";
import { STAGES } from "../../../settings/planes";
import { document, json, sidsIn, statementsIn } from "../../support/fixtures";
import { startMocks } from "../../support/mocks";
import { DEPLOYMENT_SETTINGS, deploymentArgs } from "../../support/planes";
import { AWS } from "../../support/types";

async function deployment(stage: Stage, changes: Partial<DeploymentPlaneArgs> = {}) {
  const cloud = startMocks();
  new DeploymentPlane(stage, { ...deploymentArgs(stage), ...changes });
  await cloud.settled();
  return { cloud };
}

const images = (account: string): string => `arn:aws:ecr:eu-west-1:${account}:repository/mlops/fraud/*`;

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

  it("pulls replicated images from its own account too", async () => {
    const pulled = async (imageReplication: "none" | "models") => {
      const { cloud } = await deployment("staging", {
        settings: { ...DEPLOYMENT_SETTINGS, imageReplication },
      });
      const policy = cloud.one(AWS.iam.RolePolicy, "staging-endpoint-role-policy");
      return statementsIn(policy).find(({ Sid }) => Sid === "PullImages")?.Resource;
    };
    assert.deepEqual(await pulled("none"), images("200000000002"));
    assert.deepEqual(await pulled("models"), [images("200000000002"), images("200000000003")]);
  });
});

describe("Model Deploy role", () => {
  it("asks models in staging, and moves stages in production", async () => {
    for (const stage of STAGES) {
      const { cloud } = await deployment(stage);
      const sids = sidsIn(cloud.one(AWS.iam.RolePolicy, `${stage}-model-deploy-policy`));
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
