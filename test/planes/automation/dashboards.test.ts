import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { DEPLOYMENT_STARTED } from "../../../components/observability/dashboards/deployment-marks";
import type { DashboardBody } from "../../../components/observability/dashboards/widgets";
import { AWS_METRICS } from "../../components/observability/dashboards/aws-metrics";
import {
  metricKey,
  metricsOfFunctions,
  metricsOfMonitoring,
  MONITORING_NAMES,
} from "../../components/observability/dashboards/own-metrics";
import type { Shown } from "../../components/observability/dashboards/shown";
import { shownBy } from "../../components/observability/dashboards/shown";
import type { Changes } from "../../support/landed";
import { EVERY_PART, landed, SINGLE } from "../../support/landed";
import { LARGEST, LARGEST_STACK } from "../../support/largest";
import type { MockedCloud } from "../../support/mocks";
import { AWS } from "../../support/types";
import { itUnless } from "../../support/unless";

const ROOT = join(__dirname, "../../..");
const MONITORING_CODE = join(ROOT, "repositories/model-build/monitoring");

const FORMS = ["realtime", "asynchronous", "batch"] as const;

/** A model of each form with all that is watched, one without labels, one that is not monitored. */
const MODELS: Changes = {
  ...EVERY_PART,
  inferenceApi: { callers: ["210000000004"] },
  models: {
    ...Object.fromEntries(
      FORMS.map((inference) => [
        inference,
        {
          description: `Answers ${inference}`,
          monitoring: {
            inference,
            stage: "staging",
            groundTruth: {},
            window: "week",
            retraining: { mode: "notify" },
          },
        },
      ]),
    ),
    unlabelled: { description: "Nobody knows", monitoring: { inference: "realtime" } },
    unwatched: { description: "Nobody looks" },
  },
};

const dashboardsOf = (cloud: MockedCloud): Map<string, DashboardBody> =>
  new Map(
    cloud
      .byType(AWS.cloudwatch.Dashboard)
      .map(({ inputs }) => [
        String(inputs.dashboardName),
        JSON.parse(String(inputs.dashboardBody)) as DashboardBody,
      ]),
  );

describe("the dashboards of a landing zone", () => {
  let cloud: MockedCloud;
  let bodies: Map<string, DashboardBody>;

  before(async () => {
    ({ cloud } = await landed(MODELS));
    bodies = dashboardsOf(cloud);
  });

  const of = (name: string): Shown[] =>
    shownBy(bodies.get(`mlops-fraud-automation-${name}`) ?? assert.fail(`there is no dashboard ${name}`));
  const titles = (name: string): string[] => [...new Set(of(name).map(({ title }) => title))];

  it("are one of the platform and one a model, in the automation account", () => {
    assert.deepEqual(
      [...bodies.keys()].sort(),
      [
        ...["realtime", "asynchronous", "batch", "unlabelled", "unwatched"].map((model) => `model-${model}`),
        "platform",
      ]
        .map((name) => `mlops-fraud-automation-${name}`)
        .sort(),
    );
    for (const { place } of cloud.byType(AWS.cloudwatch.Dashboard)) {
      assert.equal(place?.account, "200000000002");
    }
  });

  it("show only what something emits: AWS, a function, a filter of a log, a monitoring pipeline", async () => {
    const filters = cloud.byType(AWS.cloudwatch.LogMetricFilter).map(({ inputs }) => {
      const { namespace, name } = inputs.metricTransformation as { namespace: string; name: string };
      return metricKey(namespace, name, []);
    });
    const aws = Object.entries(AWS_METRICS).flatMap(([namespace, all]) =>
      all.flatMap(({ metrics }) =>
        Object.entries(metrics).flatMap(([dimensions, names]) =>
          names.map((name) => metricKey(namespace, name, dimensions.split(","))),
        ),
      ),
    );
    const emitted = new Set([
      ...aws,
      ...filters,
      ...(await metricsOfFunctions("fraud")),
      ...metricsOfMonitoring(),
    ]);
    const shown = [...bodies.values()].flatMap(shownBy);
    const invented = shown.filter(
      ({ namespace, name, dimensions }) => !emitted.has(metricKey(namespace, name, dimensions)),
    );
    assert.deepEqual(invented, []);
    assert.ok(shown.length > 100);
  });

  it("name queues and functions that are there", () => {
    const made = new Set(
      [AWS.sqs.Queue, AWS.lambda.Function, AWS.apigateway.RestApi].flatMap((type) =>
        cloud.byType(type).map(({ inputs }) => String(inputs.name)),
      ),
    );
    const shown = [...bodies.values()].flatMap(({ widgets }) =>
      widgets.flatMap(({ properties }) =>
        (properties.metrics ?? []).flatMap((row) =>
          ["QueueName", "FunctionName", "ApiName"].flatMap((dimension) =>
            row.includes(dimension) ? row.slice(row.indexOf(dimension) + 1).slice(0, 1) : [],
          ),
        ),
      ),
    );
    const unknown = [...new Set(shown.map(String))].filter((name) => !made.has(name));
    assert.deepEqual(unknown, []);
    assert.ok(shown.length > 10);
  });

  it("count deployments by the line that the function writes when it starts one", () => {
    const source = readFileSync(join(ROOT, "functions/start-model-deploy/core.ts"), "utf8");
    assert.ok(source.includes(`log("${DEPLOYMENT_STARTED}", started)`));
    const filter = cloud.one(
      AWS.cloudwatch.LogMetricFilter,
      "automation-dashboards-realtime-deployments",
    ).inputs;
    assert.equal(
      filter.pattern,
      `{ $.message = "${DEPLOYMENT_STARTED}" && $.modelPackageArn = "*:model-package/fraud-realtime/*" }`,
    );
    const [group] = cloud
      .byType(AWS.cloudwatch.LogGroup)
      .filter(({ inputs }) => inputs.name === filter.logGroupName);
    assert.ok(group, "nobody makes the log group");
  });

  itUnless(
    existsSync(MONITORING_CODE) ? undefined : "the code of monitoring is not there",
    "show of monitoring what its code publishes",
    () => {
      const code = readdirSync(MONITORING_CODE, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".py"))
        .map((file) => readFileSync(join(MONITORING_CODE, file), "utf8"))
        .join("\n");
      assert.deepEqual(
        MONITORING_NAMES.filter((name) => !code.includes(`"${name}"`)),
        [],
      );
      return Promise.resolve();
    },
  );

  it("show of each form of inference what it has", () => {
    const names = (model: string): Set<string> => new Set(of(`model-${model}`).map(({ name }) => name));
    assert.ok(names("realtime").has("Invocations") && !names("realtime").has("InvocationsProcessed"));
    assert.ok(names("asynchronous").has("InvocationsProcessed") && !names("asynchronous").has("Invocations"));
    assert.ok(!names("batch").has("ModelLatency") && names("batch").has("CapturedRows"));
    assert.ok(names("unwatched").has("Invocations") && names("unwatched").has("InvocationsProcessed"));
  });

  it("show of monitoring what there is: nothing where nobody looks, no quality without labels", () => {
    const quality = "Quality with its 95 % interval";
    assert.ok(titles("model-realtime").includes(quality));
    assert.ok(!titles("model-unlabelled").includes(quality));
    assert.ok(titles("model-unlabelled").includes("Violations by monitor"));
    const watched = of("model-unwatched").filter(({ namespace }) => namespace === "mlops/monitoring");
    assert.deepEqual(watched, []);
  });

  it("see staging and production through their accounts", () => {
    const accounts = of("model-realtime")
      .filter(({ namespace }) => namespace === "AWS/SageMaker")
      .map(({ title, account }) => [title.split(", ")[1], account]);
    assert.deepEqual(
      [...new Map(accounts as [string, string][])],
      [
        ["staging", "200000000003"],
        ["production", "200000000004"],
      ],
    );
  });

  it("reach the other three accounts by links to one sink", () => {
    const { place } = cloud.one(AWS.oam.Sink, "automation-metrics");
    assert.equal(place?.account, "200000000002");
    assert.deepEqual(
      cloud.byType(AWS.oam.Link).map((link) => link.place?.account),
      ["200000000001", "200000000003", "200000000004"],
    );
  });
});

describe("dashboards by settings", () => {
  const counts = async (changes: Changes): Promise<Record<string, number>> => {
    const { cloud } = await landed(changes);
    return {
      dashboards: cloud.byType(AWS.cloudwatch.Dashboard).length,
      sinks: cloud.byType(AWS.oam.Sink).length,
      links: cloud.byType(AWS.oam.Link).length,
    };
  };

  it("are there unless settings say no, and then without links", async () => {
    assert.deepEqual(await counts({}), { dashboards: 2, sinks: 1, links: 3 });
    assert.deepEqual(await counts({ dashboards: false }), { dashboards: 0, sinks: 0, links: 0 });
  });

  it("need no links in a single account, and name none", async () => {
    const { cloud } = await landed(SINGLE);
    assert.equal(cloud.byType(AWS.oam.Link).length, 0);
    const shown = [...dashboardsOf(cloud).values()].flatMap(shownBy);
    assert.deepEqual(
      shown.filter(({ account }) => account !== undefined),
      [],
    );
  });

  it("link to the sink that the account has already", async () => {
    const { cloud } = await landed({ metricSink: "existing" });
    assert.equal(cloud.byType(AWS.oam.Sink).length, 0);
    const sinks = cloud.byType(AWS.oam.Link).map(({ inputs }) => String(inputs.sinkIdentifier));
    assert.equal(new Set(sinks).size, 1);
    assert.match(sinks[0] ?? "", /^arn:aws:oam:eu-west-1:200000000002:sink\//);
  });

  it("stay within what CloudWatch takes, with 50 models: 500 widgets, 500 metrics each, 2,500 in all", async () => {
    const { cloud } = await landed(LARGEST, LARGEST_STACK);
    const bodies = [...dashboardsOf(cloud).values()];
    assert.equal(bodies.length, 51);
    for (const { widgets } of bodies) {
      const metrics = widgets.map(({ properties }) => properties.metrics?.length ?? 0);
      assert.ok(widgets.length <= 500);
      assert.ok(Math.max(...metrics) <= 500);
      assert.ok(metrics.reduce((sum, count) => sum + count, 0) <= 2500);
      for (const { width } of widgets) assert.ok(width <= 24);
    }
  });
});
