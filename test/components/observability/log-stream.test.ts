import assert from "node:assert/strict";

import type { LogStreamArgs } from "../../../components/observability/log-stream";
import { LogStream } from "../../../components/observability/log-stream";
import { assertRefused, BOUNDARY_ARN, create, KEY_ARN, scope, urnsBehind } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ARGS: LogStreamArgs = { scope: scope(), kmsKeyArn: KEY_ARN, permissionsBoundaryArn: BOUNDARY_ARN };
const SENDERS = ["200000000003", "200000000004"];
const STREAM_ARN = "arn:aws:kinesis:eu-west-1:200000000002:stream/mlops-fraud-automation-ml-logs";
const DESTINATION_ARN = "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-ml-logs";

const stream = (changes: Partial<LogStreamArgs> = {}) =>
  create((options) => new LogStream("s", { ...ARGS, ...changes }, options));

describe("LogStream", () => {
  it("is an encrypted stream that takes as much as comes", async () => {
    const { cloud, component } = await stream();
    assert.deepEqual(cloud.one(AWS.kinesis.Stream, "s").inputs, {
      name: "mlops-fraud-automation-ml-logs",
      streamModeDetails: { streamMode: "ON_DEMAND" },
      retentionPeriod: 48,
      encryptionType: "KMS",
      kmsKeyId: KEY_ARN,
    });
    assert.equal(component.literalStreamArn, STREAM_ARN);
    assert.equal(await valueOf(component.streamArn), STREAM_ARN);
    assert.equal(component.destinationArn, undefined);
  });

  it("has a role for CloudWatch Logs, within the boundary", async () => {
    const { cloud } = await stream();
    const role = cloud.one(AWS.iam.Role, "s-delivery");
    assert.equal(role.inputs.name, "mlops-fraud-automation-log-delivery");
    assert.equal(role.inputs.permissionsBoundary, BOUNDARY_ARN);
  });

  it("has a destination where other accounts send", async () => {
    const { cloud, component } = await stream({ senders: SENDERS });
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogDestination, "s-destination").inputs, {
      name: "mlops-fraud-automation-ml-logs",
      targetArn: STREAM_ARN,
      roleArn: "arn:aws:iam::200000000002:role/mlops-fraud-automation-log-delivery",
    });
    const policy = cloud.one(AWS.cloudwatch.LogDestinationPolicy, "s-destination-policy");
    assert.equal(policy.inputs.destinationName, "mlops-fraud-automation-ml-logs");
    assert.ok(component.destinationArn);
    assert.equal(await valueOf(component.destinationArn), DESTINATION_ARN);
  });

  it("gives out the way only once accounts may take it", async () => {
    const { cloud } = await stream({ senders: SENDERS });
    const urns = await urnsBehind((options) => {
      const { destinationArn } = new LogStream("s", { ...ARGS, senders: SENDERS }, options);
      assert.ok(destinationArn);
      return destinationArn;
    });
    assert.ok(urns.includes(cloud.one(AWS.cloudwatch.LogDestinationPolicy, "s-destination-policy").urn));
  });

  it("keeps records as long as it is told", async () => {
    const { cloud } = await stream({ retentionHours: 24 });
    assert.equal(cloud.one(AWS.kinesis.Stream, "s").inputs.retentionPeriod, 24);
  });

  for (const sender of ["200000000002", "staging"]) {
    it(`fails when ${sender} is to send`, () =>
      assertRefused(
        (options) => new LogStream("s", { ...ARGS, senders: [sender] }, options),
        `sender ${sender} of log stream s cannot be: give ids of other accounts, since 200000000002 subscribes directly`,
      ));
  }
});
