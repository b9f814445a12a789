import assert from "node:assert/strict";
import {
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  SageMakerClient,
  type ListModelPackagesCommandInput,
  type ModelPackageSummary,
} from "@aws-sdk/client-sagemaker";
import { mockClient, type AwsClientStub } from "aws-sdk-client-mock";
import { FinalError } from "../../../functions/shared/azure-devops/errors";
import { describeModelPackage, newerVersion } from "../../../functions/start-model-deploy/model-package";
import { arn } from "./support";

const client = new SageMakerClient({ region: "eu-west-1" });
let mock: AwsClientStub<SageMakerClient>;

describe("describeModelPackage", () => {
  mockRegistry();

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
      new FinalError(
        "package-unversioned",
        `${arn(7)} is not a version of a model package group: only versions can be deployed`,
      ),
    );
  });

  it("fails for good for a version that is gone: SageMaker calls its name invalid", async () => {
    const gone = Object.assign(new Error("ModelPackage does not exist."), { name: "ValidationException" });
    mock.on(DescribeModelPackageCommand).rejects(gone);
    await assert.rejects(
      describeModelPackage(client, arn(7)),
      new FinalError("package-missing", `${arn(7)} is not in the registry: ModelPackage does not exist.`),
    );
  });
});

describe("newerVersion", () => {
  mockRegistry();

  const summary = (version: number, changes: Partial<ModelPackageSummary> = {}): ModelPackageSummary => ({
    ModelPackageArn: arn(version),
    ModelPackageGroupName: "churn",
    ModelPackageVersion: version,
    CreationTime: new Date(0),
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "Approved",
    ...changes,
  });
  const newest = (): Promise<number | undefined> => newerVersion(client, { group: "churn", version: 7 });

  it("finds a higher version, on whatever page it is", async () => {
    // Noted at the call: the paginator goes on with the same object.
    const inputs: ListModelPackagesCommandInput[] = [];
    mock.on(ListModelPackagesCommand).callsFake((input: ListModelPackagesCommandInput) => {
      inputs.push({ ...input });
      return input.NextToken === "second"
        ? { ModelPackageSummaryList: [summary(8)] }
        : { ModelPackageSummaryList: [summary(7), summary(6)], NextToken: "second" };
    });
    assert.equal(await newest(), 8);
    assert.deepEqual(
      inputs,
      [undefined, "second"].map((NextToken) => ({
        ModelPackageGroupName: "churn",
        ModelApprovalStatus: "Approved",
        SortBy: "CreationTime",
        SortOrder: "Descending",
        MaxResults: 100,
        NextToken,
      })),
    );
  });

  for (const [title, summaries] of Object.entries({
    "there is none": [],
    "it is the highest": [summary(7), summary(6)],
    "the higher one is not complete": [summary(8, { ModelPackageStatus: "InProgress" })],
    "the higher one has failed": [summary(8, { ModelPackageStatus: "Failed" })],
    "the higher one is not approved": [summary(8, { ModelApprovalStatus: "Rejected" })],
  })) {
    it(`finds none when ${title}`, async () => {
      mock.on(ListModelPackagesCommand).resolves({ ModelPackageSummaryList: summaries });
      assert.equal(await newest(), undefined);
    });
  }

  it("compares numbers, not texts", async () => {
    mock.on(ListModelPackagesCommand).resolves({ ModelPackageSummaryList: [summary(10)] });
    assert.equal(await newest(), 10);
  });
});

function mockRegistry(): void {
  beforeEach(() => {
    mock = mockClient(SageMakerClient);
  });
  afterEach(() => {
    mock.restore();
  });
}
