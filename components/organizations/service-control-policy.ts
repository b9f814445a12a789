import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { renderDocument } from "../identity/policy";
import type { ExceptStatement, Statement } from "../identity/policy";

/** A statement of a service control policy: denials only, since it adds nothing to what accounts may do. */
export type Denial = (Statement & { readonly effect: "Deny" }) | ExceptStatement;

export interface ServiceControlPolicyArgs {
  readonly policyName: string;
  readonly description: string;
  readonly statements: readonly Denial[];
  /** Units or accounts that the policy is attached to, by a name of the attachment. */
  readonly targets: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Most characters of a service control policy (AWS Organizations quotas). */
export const MAX_POLICY_CHARACTERS = 5120;

/** Guardrail of the organization on the accounts below its targets. It comes on top of AWS's FullAWSAccess. */
export class ServiceControlPolicy extends pulumi.ComponentResource {
  public readonly policyId: pulumi.Output<string>;

  constructor(name: string, args: ServiceControlPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:organizations:ServiceControlPolicy", name, {}, opts);
    const policy = new aws.organizations.Policy(
      name,
      {
        name: args.policyName,
        description: args.description,
        type: "SERVICE_CONTROL_POLICY",
        content: renderDocument(args.statements).apply((content) => withinLimit(args.policyName, content)),
      },
      { parent: this, protect: true },
    );
    for (const [target, targetId] of Object.entries(args.targets)) {
      new aws.organizations.PolicyAttachment(
        `${name}-${target}`,
        { policyId: policy.id, targetId },
        { parent: this, protect: true },
      );
    }
    this.policyId = policy.id;
    this.registerOutputs({ policyId: this.policyId });
  }
}

/** @throws Error if AWS would refuse the document for its length. */
export function withinLimit(name: string, content: string): string {
  if (content.length > MAX_POLICY_CHARACTERS) {
    throw new Error(
      `service control policy ${name} has ${content.length} characters, AWS allows ${MAX_POLICY_CHARACTERS}: split it`,
    );
  }
  return content;
}
