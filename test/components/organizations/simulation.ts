import assert from "node:assert/strict";

import { runSimulation } from "@cloud-copilot/iam-simulate";

export const MEMBER = "200000000002";

/** A request, and the conditions under which it is made. */
export interface Request {
  /** Role, or `root`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** Policy documents by the name of what they are attached to. */
interface Policies {
  readonly serviceControl?: readonly unknown[];
  readonly identity?: readonly unknown[];
}

const EVERYTHING = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/**
 * What AWS would decide by the service authorization reference. A key that AWS does not know for the action is an
 * error: a condition on it would hold always, or never.
 */
export async function decide(request: Request, { serviceControl, identity }: Policies): Promise<boolean> {
  const { principal, action, resource, context = {} } = request;
  const arn = `arn:aws:iam::${MEMBER}:${principal === "root" ? "root" : `role/${principal}`}`;
  const named = (policies: readonly unknown[]) =>
    policies.map((policy, index) => ({ name: `policy-${index}`, policy }));
  const outcome = await runSimulation(
    {
      request: {
        principal: arn,
        action,
        resource: { resource, accountId: MEMBER },
        contextVariables: { "aws:PrincipalArn": arn, "aws:RequestedRegion": "eu-west-1", ...context },
      },
      identityPolicies: named(identity ?? [EVERYTHING]),
      serviceControlPolicies: [
        { orgIdentifier: "ou-ab12-ml", policies: named([EVERYTHING, ...(serviceControl ?? [])]) },
      ],
      resourceControlPolicies: [],
    },
    {},
  );
  assert.ok(outcome.resultType !== "error", JSON.stringify(outcome));
  if (outcome.resultType === "single") {
    assert.deepEqual(outcome.result.ignoredContextKeys, []);
  }
  return outcome.overallResult === "Allowed";
}
