import assert from "node:assert/strict";

import { MetricLink } from "../../../components/observability/metric-link";
import { MetricSink } from "../../../components/observability/metric-sink";
import { create, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const sources = [
  scope({ plane: "staging", account: "200000000003" }),
  scope({ plane: "production", account: "200000000004" }),
];

const sink = () => create((options) => new MetricSink("metrics", { scope: scope(), sources }, options));

describe("MetricSink", () => {
  it("takes metrics of named accounts, and nothing else", async () => {
    const { cloud } = await sink();
    const { inputs } = cloud.one(AWS.oam.SinkPolicy, "metrics-policy");
    assert.deepEqual(JSON.parse(String(inputs.policy)), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "MetricsOfTheseAccounts",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::200000000003:root", "arn:aws:iam::200000000004:root"] },
          Action: ["oam:CreateLink", "oam:UpdateLink"],
          Resource: "*",
          Condition: { "ForAllValues:StringEquals": { "oam:ResourceTypes": ["AWS::CloudWatch::Metric"] } },
        },
      ],
    });
  });

  it("is named after the plane", async () => {
    const { cloud, component } = await sink();
    assert.deepEqual(cloud.one(AWS.oam.Sink, "metrics").inputs, { name: "mlops-fraud-automation-metrics" });
    assert.match(await valueOf(component.sinkArn), /^arn:aws:oam:eu-west-1:200000000002:sink\//);
  });
});

describe("MetricLink", () => {
  it("shares metrics, and neither logs nor traces", async () => {
    const sinkArn = "arn:aws:oam:eu-west-1:200000000002:sink/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6";
    const { cloud } = await create((options) => new MetricLink("link", { sinkArn }, options), sources[0]);
    const link = cloud.one(AWS.oam.Link, "link");
    assert.deepEqual(link.inputs, {
      sinkIdentifier: sinkArn,
      labelTemplate: "$AccountName",
      resourceTypes: ["AWS::CloudWatch::Metric"],
    });
    assert.equal(link.place?.account, "200000000003");
  });
});
