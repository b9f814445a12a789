import assert from "node:assert/strict";

import type {
  Denial,
  ServiceControlPolicyArgs,
} from "../../../components/organizations/service-control-policy";
import {
  MAX_POLICY_CHARACTERS,
  ServiceControlPolicy,
  withinLimit,
} from "../../../components/organizations/service-control-policy";
import { assertRefused, create, document, failureOf, json } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ARGS: ServiceControlPolicyArgs = {
  policyName: "ml-guardrails",
  description: "What no ML account may do",
  statements: [
    { sid: "Stay", effect: "Deny", actions: ["organizations:LeaveOrganization"], resources: ["*"] },
    {
      sid: "OneRegion",
      effect: "Deny",
      notActions: ["iam:*", "sts:*"],
      resources: ["*"],
      conditions: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
    },
  ],
  targets: { ml: "ou-ab12-1", sandbox: "ou-ab12-2" },
};

const guardrails = (changes: Partial<ServiceControlPolicyArgs> = {}) =>
  create((options) => new ServiceControlPolicy("guardrails", { ...ARGS, ...changes }, options));

describe("ServiceControlPolicy", () => {
  it("is a protected policy of denials", async () => {
    const { cloud, component } = await guardrails();
    const policy = cloud.one(AWS.organizations.Policy, "guardrails");
    const { content, ...rest } = policy.inputs;
    assert.equal(typeof content, "string");
    assert.deepEqual(rest, {
      name: "ml-guardrails",
      description: "What no ML account may do",
      type: "SERVICE_CONTROL_POLICY",
    });
    assert.deepEqual(
      json(policy, "content"),
      document(
        { Sid: "Stay", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" },
        {
          Sid: "OneRegion",
          Effect: "Deny",
          NotAction: ["iam:*", "sts:*"],
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
        },
      ),
    );
    assert.equal(policy.protect, true);
    assert.equal(await valueOf(component.policyId), policy.id);
  });

  it("is attached to every target, and stays attached", async () => {
    const { cloud } = await guardrails();
    const policyId = cloud.one(AWS.organizations.Policy, "guardrails").id;
    assert.deepEqual(
      cloud
        .byType(AWS.organizations.PolicyAttachment)
        .map(({ name, inputs, protect }) => ({ name, inputs, protect })),
      [
        { name: "guardrails-ml", inputs: { policyId, targetId: "ou-ab12-1" }, protect: true },
        { name: "guardrails-sandbox", inputs: { policyId, targetId: "ou-ab12-2" }, protect: true },
      ],
    );
  });

  it("fails when AWS would refuse it for its length", async () => {
    const long: Denial = { sid: "Long", effect: "Deny", actions: ["s3:*"], resources: ["r".repeat(5120)] };
    const { message } = await failureOf(
      (options) => new ServiceControlPolicy("guardrails", { ...ARGS, statements: [long] }, options),
    );
    assert.match(message, /policy ml-guardrails has 5219 characters, AWS allows 5120: split it$/);
  });

  it("fails when a statement id is used twice", () =>
    assertRefused(
      (options) =>
        new ServiceControlPolicy(
          "guardrails",
          { ...ARGS, statements: [...ARGS.statements, ...ARGS.statements.slice(0, 1)] },
          options,
        ),
      'statement id "Stay" is used twice',
    ));
});

describe("withinLimit", () => {
  it("takes as many characters as AWS does, and not one more", () => {
    const longest = "c".repeat(MAX_POLICY_CHARACTERS);
    assert.equal(withinLimit("p", longest), longest);
    assert.throws(() => withinLimit("p", `${longest}c`), {
      message: "service control policy p has 5121 characters, AWS allows 5120: split it",
    });
  });
});
