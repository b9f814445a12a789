import assert from "node:assert/strict";

import { runSimulation } from "@cloud-copilot/iam-simulate";

import type { Statement } from "../../../components/identity/policy";
import { policyDocument } from "../../../components/identity/policy";
import { ACCOUNTS } from "../../support/planes";
import { valueOf } from "../../support/outputs";

/** A request as IAM sees it: what is asked of what, and what else is known about it. */
export type Asked = readonly [
  action: string,
  resource: string,
  context?: Readonly<Record<string, string | string[]>>,
];

export const DOMAIN = "d-a1b2c3d4e5f6";
export const OWN_PROFILE = "ada-b5fc85e5";

const KEY_POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNTS.development}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  ],
};

/**
 * Whether IAM would allow a request in a session of Studio whose role has these statements and no others. The simulator
 * does not know the variables that SageMaker puts into its sessions, so they are replaced beforehand.
 */
export async function allows(statements: readonly Statement[], asked: Asked): Promise<boolean> {
  const [action, resource, context = {}] = asked;
  const text = (await valueOf(policyDocument(statements)))
    .replaceAll("${sagemaker:DomainId}", DOMAIN)
    .replaceAll("${sagemaker:UserProfileName}", OWN_PROFILE);
  const answer = await runSimulation(
    {
      identityPolicies: [{ name: "role", policy: JSON.parse(text) as unknown }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      // A key is used by those whom its policy leaves it to: the account, and so the role.
      ...(action.startsWith("kms:") ? { resourcePolicy: KEY_POLICY } : {}),
      request: {
        action,
        resource: { resource, accountId: ACCOUNTS.development },
        principal: `arn:aws:sts::${ACCOUNTS.development}:assumed-role/role/session`,
        contextVariables: { ...context },
      },
    },
    {},
  );
  assert.equal(answer.resultType, "single", JSON.stringify(answer));
  return answer.overallResult === "Allowed";
}
