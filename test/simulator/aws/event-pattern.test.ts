import assert from "node:assert/strict";
import { matchesEventPattern, type EventPattern } from "../../../simulator/aws/event-pattern";

const arn = "arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/7";

const event = {
  version: "0",
  "detail-type": "SageMaker Model Package State Change",
  source: "aws.sagemaker",
  account: "111122223333",
  region: "eu-west-1",
  resources: [arn],
  detail: {
    ModelPackageGroupName: "churn",
    ModelPackageVersion: 7,
    ModelPackageArn: arn,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "Approved",
    CertifyForMarketplace: false,
    ModelPackageDescription: null,
    Stages: ["staging", "production"],
    Nothing: [],
    MetadataProperties: {
      GeneratedBy: "arn:aws:sagemaker:eu-west-1:111122223333:pipeline/churn/execution/abc",
    },
    Containers: [{ Image: "a" }, { Image: "b" }],
  },
};

const withDetail = (changes: Record<string, unknown>): unknown => ({
  ...event,
  detail: { ...event.detail, ...changes },
});

describe("matchesEventPattern", () => {
  describe("the pattern of approvals", () => {
    const approvals: EventPattern = {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Model Package State Change"],
      detail: {
        ModelPackageGroupName: ["churn", "fraud"],
        ModelApprovalStatus: ["Approved"],
        ModelPackageStatus: ["Completed"],
      },
    };

    it("matches an approved, completed package", () => {
      assert.equal(matchesEventPattern(approvals, event), true);
    });

    const nearMisses: Record<string, unknown> = {
      "another group": withDetail({ ModelPackageGroupName: "churn-2" }),
      "the group in other case": withDetail({ ModelPackageGroupName: "Churn" }),
      "a pending approval": withDetail({ ModelApprovalStatus: "PendingManualApproval" }),
      "a rejection": withDetail({ ModelApprovalStatus: "Rejected" }),
      "a package in the making": withDetail({ ModelPackageStatus: "Pending" }),
      "a failed package": withDetail({ ModelPackageStatus: "Failed" }),
      "an unversioned package": withDetail({
        ModelPackageGroupName: undefined,
        ModelPackageVersion: undefined,
      }),
      "another source": { ...event, source: "aws.sagemaker.custom" },
      "another kind of event": { ...event, "detail-type": "SageMaker Endpoint State Change" },
      "no detail": { ...event, detail: undefined },
      "detail as text": { ...event, detail: JSON.stringify(event.detail) },
      "no event": null,
    };
    for (const [title, other] of Object.entries(nearMisses)) {
      it(`does not match ${title}`, () => {
        assert.equal(matchesEventPattern(approvals, other), false);
      });
    }
  });

  const table: readonly (readonly [title: string, detail: EventPattern, expected: boolean])[] = [
    ["an exact number", { ModelPackageVersion: [7] }, true],
    ["a number given as text", { ModelPackageVersion: ["7"] }, false],
    ["false", { CertifyForMarketplace: [false] }, true],
    ["null", { ModelPackageDescription: [null] }, true],
    ["null, where the field is absent", { Absent: [null] }, false],
    ["a nested object", { MetadataProperties: { GeneratedBy: [{ prefix: "arn:" }] } }, true],
    ["a nested object that is absent", { Absent: { GeneratedBy: ["x"] } }, false],
    ["any element of an array", { Stages: ["production"] }, true],
    ["no element of an array", { Stages: ["development"] }, false],
    ["a value, where the event has an object", { MetadataProperties: ["x"] }, false],
    ["a prefix", { ModelPackageArn: [{ prefix: "arn:aws:sagemaker:eu-west-1:" }] }, true],
    ["another prefix", { ModelPackageArn: [{ prefix: "arn:aws:sagemaker:eu-west-2:" }] }, false],
    ["a prefix of an array's element", { Stages: [{ prefix: "prod" }] }, true],
    ["a prefix of a number", { ModelPackageVersion: [{ prefix: "7" }] }, false],
    ["a value or a prefix", { ModelApprovalStatus: ["Rejected", { prefix: "App" }] }, true],
    ["anything but another text", { ModelApprovalStatus: [{ "anything-but": "Rejected" }] }, true],
    ["anything but this text", { ModelApprovalStatus: [{ "anything-but": "Approved" }] }, false],
    [
      "anything but a list with it",
      { ModelApprovalStatus: [{ "anything-but": ["Rejected", "Approved"] }] },
      false,
    ],
    ["anything but other numbers", { ModelPackageVersion: [{ "anything-but": [1, 2] }] }, true],
    ["anything but this number", { ModelPackageVersion: [{ "anything-but": 7 }] }, false],
    [
      "anything but a prefix that it has",
      { ModelApprovalStatus: [{ "anything-but": { prefix: "App" } }] },
      false,
    ],
    ["anything but another prefix", { ModelApprovalStatus: [{ "anything-but": { prefix: "Rej" } }] }, true],
    ["anything but, where the field is absent", { Absent: [{ "anything-but": "x" }] }, false],
    ["anything but one of two elements", { Stages: [{ "anything-but": "staging" }] }, true],
    ["a field that exists", { ModelPackageVersion: [{ exists: true }] }, true],
    ["a null that exists", { ModelPackageDescription: [{ exists: true }] }, true],
    ["a field that does not exist", { Absent: [{ exists: true }] }, false],
    ["the absence of a field", { Absent: [{ exists: false }] }, true],
    ["the absence of a field below an absent object", { Absent: { Field: [{ exists: false }] } }, true],
    ["the absence of a field that exists", { ModelPackageVersion: [{ exists: false }] }, false],
    ["an object that exists, which is no leaf", { MetadataProperties: [{ exists: true }] }, false],
    ["an empty array, which has no leaf", { Nothing: [{ exists: true }] }, false],
    ["a number in a range", { ModelPackageVersion: [{ numeric: [">", 6, "<=", 7] }] }, true],
    ["a number below a range", { ModelPackageVersion: [{ numeric: [">", 7] }] }, false],
    ["a number at the open end of a range", { ModelPackageVersion: [{ numeric: [">=", 1, "<", 7] }] }, false],
    ["an equal number", { ModelPackageVersion: [{ numeric: ["=", 7.0] }] }, true],
    ["a range, where the field is text", { ModelApprovalStatus: [{ numeric: [">", 0] }] }, false],
  ];
  for (const [title, detail, expected] of table) {
    it(`${expected ? "matches" : "does not match"} ${title}`, () => {
      assert.equal(matchesEventPattern({ detail }, event), expected);
    });
  }

  const refused: readonly (readonly [title: string, pattern: Record<string, unknown>, message: string])[] = [
    [
      "an operator that it does not know",
      { region: [{ suffix: "1" }] },
      'pattern.region: operator "suffix" is not known; known are prefix, anything-but, exists, numeric',
    ],
    ["$or", { $or: [{ source: ["a"] }, { source: ["b"] }] }, 'pattern.$or: operator "$or" is not known'],
    [
      "two operators in one",
      { region: [{ prefix: "eu", exists: true }] },
      'pattern.region: {"prefix":"eu","exists":true} is not valid; allowed is exactly one operator',
    ],
    ["no operator", { region: [{}] }, "pattern.region: {} is not valid; allowed is exactly one operator"],
    [
      "a list in a list",
      { region: [["eu-west-1"]] },
      'pattern.region: ["eu-west-1"] is not valid; allowed is a value or an operator',
    ],
    [
      "a bare value",
      { source: "aws.sagemaker" },
      'pattern.source: "aws.sagemaker" is not valid; allowed is a list of values or an object of fields',
    ],
    ["an empty list", { source: [] }, "pattern.source: is empty; EventBridge refuses an empty list"],
    ["an empty object", { detail: {} }, "pattern.detail: is empty; EventBridge refuses an empty object"],
    [
      "a prefix that ignores case",
      { region: [{ prefix: { "equals-ignore-case": "EU" } }] },
      'pattern.region: {"equals-ignore-case":"EU"} is not valid; allowed is "prefix" with a text',
    ],
    [
      "anything-but with a wildcard",
      { region: [{ "anything-but": { wildcard: "eu-*" } }] },
      'pattern.region: {"wildcard":"eu-*"} is not valid; allowed is "anything-but" with values or one "prefix"',
    ],
    [
      "anything-but with texts and numbers",
      { region: [{ "anything-but": ["a", 1] }] },
      'pattern.region: ["a",1] is not valid; allowed is "anything-but" with texts only or numbers only',
    ],
    [
      "anything-but with nothing",
      { region: [{ "anything-but": [] }] },
      'pattern.region: [] is not valid; allowed is "anything-but" with texts only or numbers only',
    ],
    [
      "exists with text",
      { region: [{ exists: "true" }] },
      'pattern.region: "true" is not valid; allowed is "exists" with true or false',
    ],
    [
      "numeric with an unknown comparison",
      { detail: { ModelPackageVersion: [{ numeric: ["!=", 7] }] } },
      'pattern.detail.ModelPackageVersion: ["!=",7] is not valid; allowed is "numeric" with = < <= > >= and a number',
    ],
    [
      "numeric with half a pair",
      { detail: { ModelPackageVersion: [{ numeric: [">", 7, "<"] }] } },
      'pattern.detail.ModelPackageVersion: [">",7,"<"] is not valid; ' +
        'allowed is "numeric" with one or two pairs of comparison and number',
    ],
  ];
  for (const [title, pattern, message] of refused) {
    it(`refuses ${title}, even when another field already rules the event out`, () => {
      assert.throws(() => matchesEventPattern({ account: ["none"], ...(pattern as EventPattern) }, event), {
        message,
      });
    });
  }

  it("refuses a pattern on the fields of objects in an array", () => {
    assert.throws(() => matchesEventPattern({ detail: { Containers: { Image: ["a"] } } }, event), {
      message: "pattern.detail.Containers: patterns on objects in an array are not supported here",
    });
  });
});
