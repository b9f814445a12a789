import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
  ModelBuildContract,
  modelBuildContractArn,
  modelBuildContractName,
  modelPipelineName,
} from "../../../components/sagemaker/model-build-contract";
import { resourceTags } from "../../../settings/providers";
import type { Scope } from "../../../settings/scope";
import { create, json, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ROLES = "arn:aws:iam::200000000002:role/mlops-fraud-automation";

const contract = (where: Scope = scope()) =>
  create(
    (options) =>
      new ModelBuildContract(
        "contract",
        {
          scope: where,
          model: "churn",
          values: {
            profile: "production",
            imageRepositoryUri: pulumi.output(
              "200000000002.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/churn",
            ),
            pipelineRoleArn: pulumi.output(`${ROLES}-pipeline`),
            processingRoleArn: `${ROLES}-processing`,
            trainingRoleArn: `${ROLES}-training`,
            clarifyRoleArn: `${ROLES}-clarify`,
            artifactBucketName: pulumi.output("artifacts"),
            dataBucketName: "data",
            kmsKeyArn: KEY_ARN,
            subnetIds: [pulumi.output("subnet-1"), "subnet-2"],
            securityGroupIds: ["sg-1"],
            tags: resourceTags(where, { owner: "fraud-ml@example.com", costCenter: "CC-4711" }),
          },
        },
        options,
      ),
    where,
  );

describe("ModelBuildContract", () => {
  it("is one readable parameter named by team, plane and model", async () => {
    const { cloud, component } = await contract();
    const { value, ...rest } = cloud.one(AWS.ssm.Parameter, "contract").inputs;
    assert.equal(typeof value, "string");
    assert.deepEqual(rest, {
      name: "/mlops/fraud/automation/build/churn",
      description: "What the Model Build pipeline of churn needs to know",
      type: "String",
    });
    assert.equal(await valueOf(component.parameterName), modelBuildContractName(scope(), "churn"));
  });

  it("says which version, of which model, where, and with what", async () => {
    const { cloud } = await contract();
    assert.deepEqual(json(cloud.one(AWS.ssm.Parameter, "contract"), "value"), {
      version: 1,
      team: "fraud",
      model: "churn",
      profile: "production",
      account: "200000000002",
      region: "eu-west-1",
      pipelineName: "fraud-churn",
      modelPackageGroupName: "fraud-churn",
      imageRepositoryUri: "200000000002.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/churn",
      pipelineRoleArn: `${ROLES}-pipeline`,
      processingRoleArn: `${ROLES}-processing`,
      trainingRoleArn: `${ROLES}-training`,
      clarifyRoleArn: `${ROLES}-clarify`,
      artifactBucketName: "artifacts",
      dataBucketName: "data",
      kmsKeyArn: KEY_ARN,
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      images: {
        xgboost: "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:3.2-0",
        pytorchTraining:
          "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
        pytorchInference:
          "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
        modelMonitor: "468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer",
        clarify: "131013547314.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-clarify-processing:1.0",
      },
      tags: {
        Project: "mlops",
        Team: "fraud",
        Environment: "automation",
        Owner: "fraud-ml@example.com",
        CostCenter: "CC-4711",
      },
    });
  });

  it("leaves out images that SageMaker does not offer in the Region", async () => {
    const { cloud } = await contract(scope({ region: "ca-west-1" }));
    const { images } = json(cloud.one(AWS.ssm.Parameter, "contract"), "value") as { images: unknown };
    assert.deepEqual(Object.keys(images as object), ["xgboost", "pytorchTraining", "pytorchInference"]);
  });
});

describe("modelBuildContractArn", () => {
  it("is the ARN of one parameter or of all, in the partition of the scope", () => {
    const china = scope({ region: "cn-north-1", partition: "aws-cn" });
    assert.equal(
      modelBuildContractArn(china, "*"),
      "arn:aws-cn:ssm:cn-north-1:200000000002:parameter/mlops/fraud/automation/build/*",
    );
  });
});

describe("modelPipelineName", () => {
  it("is made of team and model", () => {
    assert.equal(modelPipelineName(scope(), "churn"), "fraud-churn");
  });
});
