import assert from "node:assert/strict";
import { DescribeModelPackageCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { mockClient, type AwsClientStub } from "aws-sdk-client-mock";
import { FinalError } from "../../../functions/start-model-deploy/errors";
import { describeModelPackage } from "../../../functions/start-model-deploy/model-package";
import { arn } from "./support";

describe("describeModelPackage", () => {
  let mock: AwsClientStub<SageMakerClient>;
  const client = new SageMakerClient({ region: "eu-west-1" });

  beforeEach(() => {
    mock = mockClient(SageMakerClient);
  });

  afterEach(() => {
    mock.restore();
  });

  it("gives what the registry says now", async () => {
    mock.on(DescribeModelPackageCommand, { ModelPackageName: arn(7) }).resolves({
      ModelPackageGroupName: "churn",
      ModelPackageVersion: 7,
      ModelApprovalStatus: "Rejected",
      ModelPackageStatus: "Completed",
    });
    assert.deepEqual(await describeModelPackage(client, arn(7)), {
      arn: arn(7),
      group: "churn",
      version: 7,
      approvalStatus: "Rejected",
      status: "Completed",
    });
  });

  it("fails for a package that is no version in a group", async () => {
    mock
      .on(DescribeModelPackageCommand)
      .resolves({ ModelApprovalStatus: "Approved", ModelPackageStatus: "Completed" });
    await assert.rejects(
      describeModelPackage(client, arn(7)),
      new FinalError(`${arn(7)} is not a version of a model package group: only versions can be deployed`),
    );
  });
});
