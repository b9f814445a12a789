import type { SinkPolicyArgs } from "@pulumi/aws/oam";
import { types } from "../../../../policy/harness/types";
import { oamSinkMetricsOnly } from "../../../../policy/rules/oam/oam-sink-metrics-only";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

const shared = (...kinds: string[]): object => ({
  Condition: { "ForAllValues:StringEquals": { "oam:ResourceTypes": kinds } },
});

function policy(changes: object): ResourceRecord {
  const statement = {
    Sid: "Link",
    Effect: "Allow",
    Principal: { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"] },
    Action: ["oam:CreateLink", "oam:UpdateLink"],
    Resource: "*",
    ...shared("AWS::CloudWatch::Metric"),
    ...changes,
  };
  const props: SinkPolicyArgs = {
    sinkIdentifier: "arn:aws:oam:eu-west-1:777788889999:sink/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  };
  return { type: types.sinkPolicy, name: "metrics", props };
}

const OPEN = "policy: statement Link is open to principals that it does not name";
const MORE = "policy: statement Link lets more be shared than metrics";

testResourceRule(oamSinkMetricsOnly, {
  compliant: policy({}),
  accepts: {
    "a single account": () => policy({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
    "a statement that denies": () => policy({ Effect: "Deny", Principal: "*", Action: "oam:*" }),
  },
  refuses: {
    everyone: [() => policy({ Principal: "*" }), OPEN],
    "every account": [() => policy({ Principal: { AWS: "*" } }), OPEN],
    "everyone but some": [
      () => policy({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }),
      OPEN,
    ],
    "all actions": [() => policy({ Action: "oam:*" }), "policy: statement Link allows oam:*"],
    "all actions but some": [
      () => policy({ Action: undefined, NotAction: "oam:DeleteSink" }),
      "policy: statement Link allows everything except some actions",
    ],
    "links that share anything": [() => policy({ Condition: undefined }), MORE],
    "links that share logs": [() => policy(shared("AWS::CloudWatch::Metric", "AWS::Logs::LogGroup")), MORE],
    "a condition that one shared kind satisfies": [
      () =>
        policy({
          Condition: { "ForAnyValue:StringEquals": { "oam:ResourceTypes": ["AWS::CloudWatch::Metric"] } },
        }),
      MORE,
    ],
  },
  undecided: { "an unknown document": [{ policy: UNKNOWN }, "policy"] },
});
