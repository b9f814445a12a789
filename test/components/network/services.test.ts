import assert from "node:assert/strict";

import {
  endpointServiceName,
  GATEWAY_SERVICES,
  INTERFACE_SERVICES,
  interfaceServices,
} from "../../../components/network/services";
import { scope } from "../../support/fixtures";

const names = (changes: Parameters<typeof scope>[0]): string[] =>
  [...GATEWAY_SERVICES, ...interfaceServices(scope(changes))].map((service) =>
    endpointServiceName(scope(changes), service),
  );

describe("endpointServiceName", () => {
  it("is AWS's name, that of Studio in a form of its own", () => {
    assert.deepEqual(names({}), [
      "com.amazonaws.eu-west-1.s3",
      "com.amazonaws.eu-west-1.dynamodb",
      "com.amazonaws.eu-west-1.sagemaker.api",
      "com.amazonaws.eu-west-1.sagemaker.runtime",
      "com.amazonaws.eu-west-1.sagemaker.featurestore-runtime",
      "aws.sagemaker.eu-west-1.studio",
      "com.amazonaws.eu-west-1.ecr.api",
      "com.amazonaws.eu-west-1.ecr.dkr",
      "com.amazonaws.eu-west-1.logs",
      "com.amazonaws.eu-west-1.monitoring",
      "com.amazonaws.eu-west-1.kms",
      "com.amazonaws.eu-west-1.sts",
      "com.amazonaws.eu-west-1.secretsmanager",
      "com.amazonaws.eu-west-1.events",
      "com.amazonaws.eu-west-1.ssm",
      "com.amazonaws.eu-west-1.glue",
      "com.amazonaws.eu-west-1.kinesis-streams",
    ]);
  });

  it("is of SageMaker's form for MLflow, which only some networks reach", () => {
    assert.equal(endpointServiceName(scope(), "experiments"), "aws.sagemaker.eu-west-1.experiments");
    assert.ok(interfaceServices(scope(), ["experiments"]).includes("experiments"));
    assert.ok(!interfaceServices(scope()).includes("experiments"));
  });

  it("is prefixed for some services in China, where Glue has none", () => {
    assert.deepEqual(names({ region: "cn-north-1", partition: "aws-cn" }), [
      "com.amazonaws.cn-north-1.s3",
      "com.amazonaws.cn-north-1.dynamodb",
      "cn.com.amazonaws.cn-north-1.sagemaker.api",
      "cn.com.amazonaws.cn-north-1.sagemaker.runtime",
      "cn.com.amazonaws.cn-north-1.sagemaker.featurestore-runtime",
      "aws.sagemaker.cn-north-1.studio",
      "cn.com.amazonaws.cn-north-1.ecr.api",
      "cn.com.amazonaws.cn-north-1.ecr.dkr",
      "com.amazonaws.cn-north-1.logs",
      "cn.com.amazonaws.cn-north-1.monitoring",
      "com.amazonaws.cn-north-1.kms",
      "cn.com.amazonaws.cn-north-1.sts",
      "com.amazonaws.cn-north-1.secretsmanager",
      "com.amazonaws.cn-north-1.events",
      "com.amazonaws.cn-north-1.ssm",
      "cn.com.amazonaws.cn-north-1.kinesis-streams",
    ]);
  });

  it("is the common one in GovCloud", () => {
    const gov = { region: "us-gov-west-1", partition: "aws-us-gov" } as const;
    assert.equal(names(gov).length, GATEWAY_SERVICES.length + INTERFACE_SERVICES.length);
    assert.equal(endpointServiceName(scope(gov), "kms"), "com.amazonaws.us-gov-west-1.kms");
  });
});
