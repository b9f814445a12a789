import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { awsError } from "../../../shared/tests/fake-aws";
import { arnOf, described, issue, SampleRun, VERSION } from "./sample-run";

const SINCE = { productionSince: "2026-10-01T09:00:00.000Z" };
const serving = (version: number, more = {}) =>
  described(version, {
    ModelLifeCycle: { Stage: "Production", StageStatus: "Serving" },
    CustomerMetadataProperties: SINCE,
    ...more,
  });

describe("promote", () => {
  let run: SampleRun;
  beforeEach(async () => {
    run = await SampleRun.start([serving(6), described(7)]);
    const name = "mlops-credit-production-churn";
    run.aws
      .on("DescribeEndpoint", {
        body: { EndpointStatus: "InService", EndpointConfigName: `${name}-0a1b2c3` },
      })
      .on("DescribeEndpointConfig", {
        body: { ProductionVariants: [{ VariantName: "AllTraffic", ModelName: "m" }] },
      })
      .on("DescribeModel", { body: { PrimaryContainer: { ModelPackageName: arnOf(7) } } })
      .on("UpdateModelPackage", (change) => {
        const before = [serving(6), described(7)].find(
          ({ ModelPackageArn }) => ModelPackageArn === change.ModelPackageArn,
        );
        run.register({ ...before, ...change });
        return { body: { ModelPackageArn: change.ModelPackageArn } };
      });
  });
  afterEach(() => run.close());

  const updates = () => run.aws.inputs("UpdateModelPackage") as Record<string, unknown>[];
  const stages = () =>
    updates().map(({ ModelPackageArn, ModelLifeCycle }) => [ModelPackageArn, ModelLifeCycle]);
  const SERVING = { Stage: "Production", StageStatus: "Serving" };

  it("says first that the new version serves, then that the old one does not, and nothing of approval", async () => {
    const { exitCode, lines } = await run.command(["promote"]);
    assert.equal(exitCode, 0, lines.join("\n"));
    assert.deepEqual(stages(), [
      [arnOf(7), SERVING],
      [arnOf(6), { Stage: "Retired", StageStatus: "Superseded" }],
    ]);
    assert.deepEqual(
      updates().map((update) => Object.keys(update).sort()),
      [
        ["CustomerMetadataProperties", "ModelLifeCycle", "ModelPackageArn"],
        ["ModelLifeCycle", "ModelPackageArn"],
      ],
    );
    const { productionSince, ...others } = updates()[0]?.CustomerMetadataProperties as Record<string, string>;
    assert.deepEqual(others, described(7).CustomerMetadataProperties);
    assert.match(productionSince ?? "", /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(lines.slice(1), [
      "Version 7 of credit-churn is now in production.",
      "Version 6 is no longer: Retired, Superseded.",
    ]);
  });

  it("says of the version that a roll-back replaces that it was rolled back", async () => {
    const VERSION_TEXT = JSON.stringify({ format: 1, isRollBack: true, version: VERSION });
    assert.equal((await run.command(["promote"], { VERSION: VERSION_TEXT })).exitCode, 0);
    assert.deepEqual(stages()[1], [arnOf(6), { Stage: "Retired", StageStatus: "RolledBack" }]);
  });

  it("goes on where a run ended between the two, and keeps the time", async () => {
    run.register(serving(7));
    const { exitCode, lines } = await run.command(["promote"]);
    assert.equal(exitCode, 0);
    assert.equal(lines[1], "Version 7 is in production already.");
    assert.deepEqual(stages(), [[arnOf(6), { Stage: "Retired", StageStatus: "Superseded" }]]);
  });

  it("changes nothing the second time", async () => {
    await run.command(["promote"]);
    const before = updates().length;
    run.register(serving(7));
    assert.equal((await run.command(["promote"])).exitCode, 0);
    assert.equal(updates().length, before);
  });

  it("retires a version that was rejected while it served, and one of which the list does not say the stage", async () => {
    run.register(serving(6, { ModelApprovalStatus: "Rejected" }));
    run.aws.on("ListModelPackages", {
      body: {
        ModelPackageSummaryList: [
          { ...serving(6), ModelApprovalStatus: "Rejected", ModelLifeCycle: undefined },
          described(7),
        ],
      },
    });
    assert.equal((await run.command(["promote"])).exitCode, 0);
    assert.deepEqual(stages()[1]?.[0], arnOf(6));
  });

  it("says nothing when the version does not serve", async () => {
    run.aws.on("DescribeModel", { body: { PrimaryContainer: { ModelPackageName: arnOf(6) } } });
    assert.equal((await run.command(["promote"])).exitCode, 1);
    assert.deepEqual(updates(), []);
  });

  it("leaves the old version as it is when the new one cannot be changed", async () => {
    run.aws.on("UpdateModelPackage", awsError("AccessDeniedException", "not authorized"));
    const { exitCode, lines } = await run.command(["promote"]);
    assert.deepEqual(
      [exitCode, lines.at(-1), updates().length],
      [
        1,
        issue(
          "AWS denies a call (AccessDeniedException: not authorized): ask the platform team which permission is missing",
        ),
        1,
      ],
    );
  });
});
