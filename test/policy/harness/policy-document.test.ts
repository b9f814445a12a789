import assert from "node:assert/strict";
import {
  conditionValues,
  coversAction,
  isWholeService,
  statementsOf,
} from "../../../policy/harness/policy-document";

describe("policy documents", () => {
  it("spell out every list", () => {
    const document = {
      Statement: {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: ["a", "b"],
        Principal: { AWS: ["x", "y"], Service: "z" },
        Condition: {
          Bool: { "aws:SecureTransport": true },
          StringEquals: { "aws:SourceAccount": ["1", "2"] },
        },
      },
    };
    assert.deepEqual(statementsOf(document), [
      {
        label: "statement 1",
        effect: "Allow",
        actions: ["s3:GetObject"],
        notActions: [],
        resources: ["a", "b"],
        notResources: [],
        principals: [
          { kind: "AWS", value: "x" },
          { kind: "AWS", value: "y" },
          { kind: "Service", value: "z" },
        ],
        notPrincipals: [],
        conditions: [
          { operator: "Bool", key: "aws:SecureTransport", values: ["true"] },
          { operator: "StringEquals", key: "aws:SourceAccount", values: ["1", "2"] },
        ],
      },
    ]);
  });

  it("have no statements where they are none", () => {
    assert.deepEqual([undefined, "text", [], {}].flatMap(statementsOf), []);
  });

  it("compare condition keys without case", () => {
    const [statement] = statementsOf({
      Statement: [{ Condition: { Bool: { "AWS:SECURETRANSPORT": "false" } } }],
    });
    assert.ok(statement);
    assert.deepEqual(conditionValues(statement, "Bool", "aws:SecureTransport"), ["false"]);
    assert.deepEqual(conditionValues(statement, "StringEquals", "aws:SecureTransport"), []);
  });

  it("know actions that stand for a whole service", () => {
    const actions = ["*", "s3:*", "s3:**", "*:*", "s3*", "s3:?*", "s3:Get*", "s3:*Object", "s3:GetObject"];
    assert.deepEqual(actions.filter(isWholeService), ["*", "s3:*", "s3:**", "*:*", "s3*", "s3:?*"]);
  });

  it("match action patterns as IAM does", () => {
    const patterns = [
      "iam:PassRole",
      "IAM:passrole",
      "iam:Pass*",
      "iam:PassRol?",
      "*",
      "iam:Pass",
      "iam.PassRole",
    ];
    assert.deepEqual(
      patterns.filter((pattern) => coversAction(pattern, "iam:PassRole")),
      ["iam:PassRole", "IAM:passrole", "iam:Pass*", "iam:PassRol?", "*"],
    );
  });
});
