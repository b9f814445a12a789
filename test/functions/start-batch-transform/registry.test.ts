import assert from "node:assert/strict";
import { ListModelPackagesCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { type AwsClientStub, mockClient } from "aws-sdk-client-mock";
import { readSettings } from "../../../functions/start-batch-transform/environment";
import { chosenVersion } from "../../../functions/start-batch-transform/registry";
import { ENVIRONMENT, versionArn } from "./support";

const settings = readSettings(ENVIRONMENT);
const newest = { model: "churn", versions: "newest-approved" } as const;

/** The emulator gives all versions on one page, and knows no unfinished ones. */
const version = (number: number, status = "Completed"): Record<string, unknown> => ({
  ModelPackageArn: versionArn(number),
  ModelPackageGroupName: "fraud-churn",
  ModelPackageVersion: number,
  CreationTime: new Date(0),
  ModelPackageStatus: status,
  ModelApprovalStatus: "Approved",
});

describe("the version that a batch runs", () => {
  let sageMaker: AwsClientStub<SageMakerClient>;
  let client: SageMakerClient;
  before(() => {
    sageMaker = mockClient(SageMakerClient);
    client = new SageMakerClient({ region: "eu-west-1" });
  });
  beforeEach(() => {
    sageMaker.reset();
  });
  after(() => {
    sageMaker.restore();
  });

  it("is the highest on all pages, in whatever order they come", async () => {
    const pages = [[version(9), version(2)], [], [version(10), version(3)]];
    const asked: unknown[] = [];
    sageMaker.on(ListModelPackagesCommand).callsFake((input: Record<string, unknown>) => {
      asked.push({ ...input });
      const page = Number(input.NextToken ?? 0);
      return { ModelPackageSummaryList: pages[page], NextToken: page < 2 ? String(page + 1) : undefined };
    });
    assert.deepEqual(await chosenVersion(client, settings, newest), { arn: versionArn(10), version: 10 });
    const request = {
      ModelPackageGroupName: `${ENVIRONMENT.REGISTRY}:model-package-group/fraud-churn`,
      ModelApprovalStatus: "Approved",
      SortBy: "CreationTime",
      SortOrder: "Descending",
      MaxResults: 100,
    };
    assert.deepEqual(
      asked,
      [undefined, "1", "2"].map((NextToken) => ({ ...request, NextToken })),
    );
  });

  it("is complete: one that is still being made, or has failed, is passed over", async () => {
    sageMaker.on(ListModelPackagesCommand).resolves({
      ModelPackageSummaryList: [version(4, "InProgress"), version(3, "Failed"), version(2)] as never,
    });
    assert.deepEqual(await chosenVersion(client, settings, newest), { arn: versionArn(2), version: 2 });
  });
});
