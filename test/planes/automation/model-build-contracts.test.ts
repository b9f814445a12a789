import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { MadeAutomation } from "../../support/automation-plane";
import { automation } from "../../support/automation-plane";
import { json } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { automationArgs, PROFILE_AND_TEAM } from "../../support/planes";
import { AWS } from "../../support/types";

const ROLES = "arn:aws:iam::200000000002:role/mlops-fraud-automation";

/** What a contract says, but for the images of AWS. */
function contractOf({ cloud }: MadeAutomation, model: string): Record<string, unknown> {
  const { images, ...rest } = json(
    cloud.one(AWS.ssm.Parameter, `automation-${model}-build`),
    "value",
  ) as Record<string, unknown>;
  assert.deepEqual(Object.keys(images as object), [
    "xgboost",
    "pytorchTraining",
    "pytorchInference",
    "modelMonitor",
    "clarify",
  ]);
  return rest;
}

describe("contracts of Model Build", () => {
  let made: MadeAutomation;

  before(async () => {
    made = await automation();
  });

  it("tell each model's pipeline its names, its images and what the account has", async () => {
    const { kmsKeyArn, network } = made.plane.foundation;
    const subnetIds = await valueOf(pulumi.all([...network.subnetIds]));
    assert.equal(subnetIds.length, 3);
    for (const model of ["churn", "payments"]) {
      assert.deepEqual(contractOf(made, model), {
        version: 1,
        team: "fraud",
        model,
        profile: "production",
        account: "200000000002",
        region: "eu-west-1",
        pipelineName: `fraud-${model}`,
        modelPackageGroupName: `fraud-${model}`,
        imageRepositoryUri: `200000000002.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/${model}`,
        pipelineRoleArn: `${ROLES}-pipeline`,
        processingRoleArn: `${ROLES}-processing`,
        trainingRoleArn: `${ROLES}-training`,
        clarifyRoleArn: `${ROLES}-clarify`,
        artifactBucketName: "mlops-fraud-automation-artifacts-200000000002",
        dataBucketName: "mlops-fraud-development-data-200000000001",
        kmsKeyArn: await valueOf(pulumi.output(kmsKeyArn)),
        subnetIds,
        securityGroupIds: [await valueOf(pulumi.output(network.workloadSecurityGroupId))],
        tags: {
          Project: "mlops",
          Team: "fraud",
          Environment: "automation",
          Owner: "fraud-ml@example.com",
          CostCenter: "CC-4711",
        },
      });
    }
  });

  it("say where approved images are, unless models serve where those are not copied to", async () => {
    const uri = async (settings: object): Promise<unknown> => {
      const changed = await automation({ settings: { ...automationArgs().settings, ...settings } });
      return contractOf(changed, "churn").approvedImagesUri;
    };
    const images = { training: { description: "For training steps" } };
    assert.equal(
      await uri({ images }),
      "200000000002.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/environments",
    );
    assert.equal(await uri({ images, imageReplication: "models" }), undefined);
  });

  it("are one per model", () => {
    assert.deepEqual(
      made.cloud.byType(AWS.ssm.Parameter).map(({ inputs }) => inputs.name),
      ["/mlops/fraud/automation/build/churn", "/mlops/fraud/automation/build/payments"],
    );
  });

  it("say which profile and which tags the settings have", async () => {
    const changed = await automation({
      settings: {
        ...automationArgs().settings,
        profile: "trial",
        team: { ...PROFILE_AND_TEAM.team, owner: "ada@example.com" },
      },
    });
    const { profile, tags } = contractOf(changed, "churn") as { profile: string; tags: { Owner: string } };
    assert.deepEqual([profile, tags.Owner], ["trial", "ada@example.com"]);
  });
});
