import assert from "node:assert/strict";

import { awsImages, awsRepositoryArns, pullAwsImages } from "../../../components/containers/aws-images";
import { regionsWithout } from "../../../settings/offered";
import { partitionOf, REGIONS } from "../../../settings/regions";
import type { Scope } from "../../../settings/scope";
import { scope } from "../../support/fixtures";

const inRegion = (region: string): Scope => scope({ region, partition: partitionOf(region) });

describe("awsImages", () => {
  it("are XGBoost, PyTorch, Model Monitor and Clarify, from the accounts of the Region", () => {
    assert.deepEqual(awsImages(inRegion("eu-central-1")), {
      xgboost: "492215442770.dkr.ecr.eu-central-1.amazonaws.com/sagemaker-xgboost:3.2-0",
      pytorchTraining:
        "763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-training:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
      pytorchInference:
        "763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
      modelMonitor: "048819808253.dkr.ecr.eu-central-1.amazonaws.com/sagemaker-model-monitor-analyzer",
      clarify: "017069133835.dkr.ecr.eu-central-1.amazonaws.com/sagemaker-clarify-processing:1.0",
    });
  });

  it("lie under China's own domain there, and under the common one in GovCloud", () => {
    assert.equal(
      awsImages(inRegion("cn-north-1")).clarify,
      "122526803553.dkr.ecr.cn-north-1.amazonaws.com.cn/sagemaker-clarify-processing:1.0",
    );
    assert.equal(
      awsImages(inRegion("us-gov-west-1")).clarify,
      "598674086554.dkr.ecr.us-gov-west-1.amazonaws.com/sagemaker-clarify-processing:1.0",
    );
  });

  for (const service of ["modelMonitor", "clarify"] as const) {
    it(`leave out ${service} where SageMaker does not offer it`, () => {
      const without = REGIONS.filter((region) => awsImages(inRegion(region))[service] === undefined);
      assert.deepEqual([...without].sort(), regionsWithout(service));
    });
  }
});

describe("pullAwsImages", () => {
  it("logs in and pulls from the accounts of AWS in the Region, and from no others", () => {
    const repositories = [
      "arn:aws-us-gov:ecr:us-gov-west-1:442386744353:repository/*",
      "arn:aws-us-gov:ecr:us-gov-west-1:414596584902:repository/*",
      "arn:aws-us-gov:ecr:us-gov-west-1:598674086554:repository/*",
    ];
    assert.deepEqual(awsRepositoryArns(inRegion("us-gov-west-1")), repositories);
    assert.deepEqual(
      pullAwsImages(inRegion("us-gov-west-1")).map(({ sid, resources }) => [sid, resources]),
      [
        ["LogInToImages", ["*"]],
        ["PullAwsImages", repositories],
      ],
    );
  });
});
