import assert from "node:assert/strict";

import { callLines, shown } from "../../../../simulator/stories/model-build/calls-text";
import type { RecordedCall } from "../../../../simulator/aws/sagemaker/dispatch";

const call = (change: Partial<RecordedCall>): RecordedCall => ({
  service: "sagemaker",
  operation: "DescribePipeline",
  input: { PipelineName: "p" },
  status: 200,
  answer: { PipelineArn: "arn:p", RoleArn: "arn:r" },
  ...change,
});
const put = (key: string, status = 200): RecordedCall =>
  call({
    service: "s3",
    operation: "PutObject",
    input: { Bucket: "b", Key: key, ContentLength: 1 },
    status,
    answer: "",
  });

describe("a call as text", () => {
  it("shows what is essential of request and answer", () => {
    assert.deepEqual(callLines([call({})], new Set()), [
      '  request     SageMaker DescribePipeline {"PipelineName":"p"}',
      '  answer      200 {"PipelineArn":"arn:p"}',
    ]);
  });

  it("shows everything of an operation that it does not know, and of errors what is wrong", () => {
    const error = { status: 400, answer: { __type: "Nope", message: "no", more: 1 } };
    assert.deepEqual(
      callLines([call({ service: "x", operation: "Other", input: { a: 1 }, ...error })], new Set()),
      ['  request     x Other {"a":1}', '  answer      400 {"__type":"Nope","message":"no"}'],
    );
  });

  it("shows the values of an XML answer", () => {
    const xml = '<?xml version="1.0"?>\n<R><Arn>arn:x</Arn><Account>1</Account></R>';
    const [, answer] = callLines(
      [call({ service: "sts", operation: "GetCallerIdentity", input: {}, answer: xml })],
      new Set(),
    );
    assert.equal(answer, "  answer      200 arn:x 1");
  });

  it("shows objects that are put one after the other as one, by how it ends", () => {
    assert.deepEqual(callLines([put("a"), put("b"), put("c"), put("d", 412)], new Set()), [
      '  request     S3 PutObject {"Bucket":"b","Key":"a"} and 2 more',
      "  answer      200",
      '  request     S3 PutObject {"Bucket":"b","Key":"d"}',
      "  answer      412",
    ]);
  });

  it("is left out if it has been shown before with that answer", () => {
    const before = new Set<string>();
    callLines([call({})], before);
    assert.deepEqual(callLines([call({})], before), []);
    assert.equal(callLines([call({ status: 400 })], before).length, 2);
  });
});

describe("a value as text", () => {
  it("has long texts cut, and lists of names and values as objects", () => {
    const value = {
      long: "x".repeat(101),
      whole: "y".repeat(100),
      parameters: [
        { Name: "a", Value: "z".repeat(101) },
        { Name: "b", Value: 2 },
      ],
      tags: [{ Key: "k", Value: "v" }],
      other: [{ Name: "n" }],
      nothing: null,
    };
    assert.equal(
      shown(value),
      JSON.stringify({
        long: `${"x".repeat(50)}… (101 characters)`,
        whole: "y".repeat(100),
        parameters: { a: "z".repeat(101), b: 2 },
        tags: { k: "v" },
        other: [{ Name: "n" }],
        nothing: null,
      }),
    );
  });
});
