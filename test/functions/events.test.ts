import assert from "node:assert/strict";

import {
  CloudWatchLogsDecodeSchema,
  EventBridgeSchema,
  KinesisDataStreamSchema,
  S3EventNotificationEventBridgeSchema,
  SqsSchema,
} from "@aws-lambda-powertools/parser/schemas";

import { versionEvent as announced } from "./announce-approvals/support";
import { numbered, objectCreated, sqsEvent, versionEvent } from "./events";
import { payload, streamEvent } from "./index-ml-logs/support";
import { arn } from "./start-model-deploy/support";
import { arrivalEvent } from "./validate-arrivals/support";

/** Powertools for AWS Lambda describes the events of AWS in full, functions only what they read of them. */
describe("events that functions are tested with", () => {
  for (const [what, schema, event] of [
    ["an approval", EventBridgeSchema, versionEvent(arn(7))],
    ["a version to announce", EventBridgeSchema, announced("fraud-churn", 7)],
    ["a new object", S3EventNotificationEventBridgeSchema, objectCreated("data", "mirror/a.csv", 1)],
    ["an arrival", S3EventNotificationEventBridgeSchema, arrivalEvent("landing/a/b.csv", "v", 1)],
    ["a batch of messages", SqsSchema, sqsEvent(numbered(["a", versionEvent(arn(7))]))],
    ["a batch of a stream", KinesisDataStreamSchema, streamEvent(payload({ e1: "text" }))],
  ] as const) {
    it(`are what AWS sends: ${what}`, () => {
      assert.deepEqual(schema.safeParse(event).error?.issues ?? [], []);
    });
  }

  it("are what AWS sends: the log events in a record of a stream", () => {
    const [record] = KinesisDataStreamSchema.parse(streamEvent(payload({ e1: "text" }))).Records;
    assert.equal(CloudWatchLogsDecodeSchema.parse(record?.kinesis.data).logEvents[0]?.message, "text");
  });
});
