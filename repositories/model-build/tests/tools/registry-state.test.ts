import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { awsError, FakeAws } from "../../../shared/tests/fake-aws";
import { awsClients } from "../../tools/clients";
import { registryState, type RegistryState } from "../../tools/registry-state";

const GROUP = "credit-mortgage";
const arn = (version: number) => `arn:aws:sagemaker:eu-west-1:222222222222:model-package/${GROUP}/${version}`;
const NO_BASELINES = { modelMonitor: false, clarify: false };

interface Version {
  readonly version: number;
  readonly approval?: "Approved" | "PendingManualApproval" | "Rejected";
  readonly stage?: string;
  /** Whether the list shows the stage. @default true */
  readonly listed?: boolean;
  readonly modified?: number;
  readonly baselines?: Readonly<Record<string, object>>;
  readonly container?: object;
}

describe("the model registry", () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await FakeAws.start();
  });
  afterEach(() => aws.close());

  function holds(...versions: Version[]): void {
    const summaries = versions.map(({ version, approval = "Approved", stage, listed = true }) => ({
      ModelPackageArn: arn(version),
      ModelPackageGroupName: GROUP,
      ModelPackageVersion: version,
      ModelApprovalStatus: approval,
      ModelPackageStatus: "Completed",
      CreationTime: version,
      ...(stage !== undefined && listed ? { ModelLifeCycle: { Stage: stage, StageStatus: "Verified" } } : {}),
    }));
    aws.on("ListModelPackages", { body: { ModelPackageSummaryList: summaries } });
    aws.on("DescribeModelPackage", ({ ModelPackageName }) => {
      const found = versions.find(({ version }) => arn(version) === ModelPackageName);
      assert.ok(found);
      const {
        version,
        stage,
        modified,
        baselines,
        container = { ModelDataUrl: `s3://a/${version}/model.tar.gz` },
      } = found;
      return {
        body: {
          ModelPackageArn: arn(version),
          CreationTime: version,
          InferenceSpecification: { Containers: [container] },
          ...(modified === undefined ? {} : { LastModifiedTime: modified }),
          ...(stage === undefined ? {} : { ModelLifeCycle: { Stage: stage, StageStatus: "Verified" } }),
          ...(baselines === undefined ? {} : { DriftCheckBaselines: baselines }),
        },
      };
    });
  }
  const state = (): Promise<RegistryState> =>
    registryState(awsClients(aws.environment, "eu-west-1").sagemaker, GROUP);

  it("has no champion while production serves none", async () => {
    holds({ version: 1, approval: "PendingManualApproval" }, { version: 2, approval: "Rejected" });
    assert.deepEqual(await state(), { approvedBaselines: NO_BASELINES });
    assert.deepEqual(aws.operations, ["ListModelPackages"]);
    assert.deepEqual(aws.inputs("ListModelPackages"), [
      {
        ModelPackageGroupName: GROUP,
        SortBy: "CreationTime",
        SortOrder: "Descending",
        MaxResults: 100,
      },
    ]);
  });

  it("has none either while there is no group", async () => {
    aws.on(
      "ListModelPackages",
      awsError("ValidationException", "Model package group credit-mortgage does not exist."),
    );
    assert.deepEqual(await state(), { approvedBaselines: NO_BASELINES });
  });

  it("shows the version in production as champion, whatever was approved later", async () => {
    holds({ version: 3 }, { version: 2, stage: "Production" }, { version: 1, stage: "Archived" });
    assert.deepEqual((await state()).champion, { version: arn(2), modelUri: "s3://a/2/model.tar.gz" });
  });

  it("shows the one that was changed last if several are in production", async () => {
    holds(
      { version: 4, stage: "Production", modified: 40 },
      { version: 3, stage: "Production", modified: 90 },
      { version: 2, stage: "Production" },
    );
    assert.equal((await state()).champion?.version, arn(3));
  });

  it("shows a champion whose stage the list leaves out", async () => {
    holds({ version: 2 }, { version: 1, stage: "Production", listed: false });
    assert.equal((await state()).champion?.version, arn(1));
  });

  it("shows a champion that lost its approval", async () => {
    holds({ version: 1, stage: "Production", approval: "Rejected" });
    assert.equal((await state()).champion?.version, arn(1));
  });

  it("reads the model file from where newer versions name it", async () => {
    const container = { ModelDataSource: { S3DataSource: { S3Uri: "s3://a/new.tar.gz" } } };
    holds({ version: 1, stage: "Production", container });
    assert.equal((await state()).champion?.modelUri, "s3://a/new.tar.gz");
  });

  it("fails if the champion has no model file: the gate would be looser", async () => {
    holds({ version: 1, stage: "Production", container: { Image: "i" } });
    await assert.rejects(
      state(),
      new Failure(
        `version ${arn(1)} is in production but names no model file, so no new version can be compared with it: take the stage Production from it, or register it again with ModelDataUrl`,
      ),
    );
  });

  it("tells which baselines the newest approved version has", async () => {
    const monitor = { ModelDataQuality: {}, ModelQuality: {} };
    const clarify = { Bias: {}, Explainability: {} };
    const pending = {
      version: 3,
      approval: "PendingManualApproval",
      baselines: { ...monitor, ...clarify },
    } as const;
    holds(pending, { version: 2, baselines: monitor }, { version: 1, baselines: clarify });
    assert.deepEqual((await state()).approvedBaselines, { modelMonitor: true, clarify: false });
    for (const [part, expected] of [
      [
        { ...clarify, ModelQuality: {} },
        { modelMonitor: false, clarify: true },
      ],
      [
        { ...clarify, ModelDataQuality: {} },
        { modelMonitor: false, clarify: true },
      ],
      [
        { ...monitor, Bias: {} },
        { modelMonitor: true, clarify: false },
      ],
      [
        { ...monitor, Explainability: {} },
        { modelMonitor: true, clarify: false },
      ],
    ] as const) {
      holds(pending, { version: 2, baselines: part });
      assert.deepEqual((await state()).approvedBaselines, expected);
    }
  });
});
