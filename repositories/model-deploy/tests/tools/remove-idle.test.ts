import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { FakeAws } from "../../../shared/tests/fake-aws";
import { awsClients } from "../../tools/clients";
import { idleSince, stagedEndpoints, wasAsked } from "../../tools/idle";
import { deleteUnused } from "../../tools/unused-models";
import { issue, SampleRun } from "./sample-run";

const PREFIX = "mlops-credit-staging-";
const since = (now: string, days: number) => idleSince(new Date(now), days).toISOString();

describe("when an endpoint is idle enough to be removed", () => {
  it("is what the notice of the morning before told its owner of, whenever the run comes", () => {
    for (const now of ["2026-12-08T06:00:00Z", "2026-12-08T14:59:59Z", "2026-12-09T04:59:59Z"]) {
      assert.equal(since(now, 7), "2026-11-30T05:00:00.000Z");
    }
    assert.equal(since("2026-12-09T05:00:00Z", 7), "2026-12-01T05:00:00.000Z");
  });
});

describe("endpoints of staging", () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await FakeAws.start();
  });
  afterEach(() => aws.close());
  const clients = () => awsClients(aws.environment, "eu-west-1");

  it("are those of the team, on all pages, and no others whose names hold the same", async () => {
    aws
      .on(
        "ListEndpoints",
        { body: { Endpoints: [{ EndpointName: `${PREFIX}leads` }], NextToken: "more" } },
        { body: { Endpoints: [{ EndpointName: `x-${PREFIX}churn` }, { EndpointName: `${PREFIX}churn` }] } },
      )
      .on("DescribeEndpoint", (input) => ({
        body: {
          EndpointName: input.EndpointName,
          EndpointStatus: "InService",
          CreationTime: 1_767_225_600,
          ProductionVariants: [{ VariantName: "AllTraffic" }],
        },
      }));
    const found = await stagedEndpoints(clients().sagemaker, PREFIX);
    assert.deepEqual(
      found.map(({ name, status, variants }) => [name, status, variants]),
      ["churn", "leads"].map((model) => [`${PREFIX}${model}`, "InService", ["AllTraffic"]]),
    );
  });

  for (const [what, results, asked] of [
    ["nobody counted", [{ Values: [] }, {}], false],
    ["zero", [{ Values: [0, 0] }], false],
    ["one request", [{ Values: [0, 0] }, { Values: [0, 1] }], true],
  ] as const) {
    it(`were asked or not by what CloudWatch says: ${what}`, async () => {
      aws.on("GetMetricData", { body: { MetricDataResults: results } });
      const endpoint = { name: `${PREFIX}churn`, variants: ["AllTraffic"] };
      const from = new Date("2026-11-30T05:00:00Z");
      assert.equal(
        await wasAsked(clients().cloudwatch, endpoint, from, new Date("2026-12-08T06:00:00Z")),
        asked,
      );
      const [input] = aws.inputs("GetMetricData") as {
        MetricDataQueries: { MetricStat: { Metric: unknown } }[];
      }[];
      assert.deepEqual(input?.MetricDataQueries[1]?.MetricStat.Metric, {
        Namespace: "AWS/SageMaker",
        MetricName: "InvocationsProcessed",
        Dimensions: [
          { Name: "EndpointName", Value: `${PREFIX}churn` },
          { Name: "VariantName", Value: "AllTraffic" },
        ],
      });
    });
  }

  it("leave no configuration and no model behind", async () => {
    aws
      .on("ListEndpointConfigs", {
        body: { EndpointConfigs: [{ EndpointConfigName: `${PREFIX}churn-0a1b2c3` }] },
      })
      .on("DescribeEndpointConfig", {
        body: { ProductionVariants: [{ ModelName: `${PREFIX}churn-4d5e6f7` }] },
      })
      .on("DeleteModel", {})
      .on("DeleteEndpointConfig", {});
    const lines: string[] = [];
    await deleteUnused(clients().sagemaker, `${PREFIX}churn`, undefined, (line) => lines.push(line));
    assert.equal(lines.length, 2, lines.join("\n"));
    assert.deepEqual(aws.operations.slice(-2), ["DeleteModel", "DeleteEndpointConfig"]);
  });
});

describe("the command remove-idle", () => {
  let sample: SampleRun;
  beforeEach(async () => {
    sample = await SampleRun.start();
  });
  afterEach(() => sample.close());

  it("needs the model, or a hyphen for all that are idle", async () => {
    assert.deepEqual(await sample.command(["remove-idle"]), {
      exitCode: 2,
      lines: [issue("REMOVED_MODEL is missing: give a model's name, or - for all that are idle")],
    });
  });

  it("removes nothing by itself where the landing zone does not say so", async () => {
    assert.deepEqual(await sample.command(["remove-idle"], { REMOVED_MODEL: "-" }), {
      exitCode: 2,
      lines: [
        issue(
          "the landing zone does not let idle endpoints be removed: its setting idleEndpoints.action is not remove",
        ),
      ],
    });
  });

  it("takes no name that could be anything else", async () => {
    const { exitCode, lines } = await sample.command(["remove-idle"], {
      REMOVED_MODEL: "../production-churn",
    });
    assert.equal(exitCode, 2);
    assert.match(lines.join(), /must be a name of lower-case letters, digits and single hyphens/);
  });
});
