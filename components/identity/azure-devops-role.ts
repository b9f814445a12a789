import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import type { Issuer } from "./azure-devops-identity-provider";
import { identityProviderArn, issuerHost } from "./azure-devops-identity-provider";
import { attachInlinePolicy } from "./inline-policy";
import type { Statement } from "./policy";
import { policyDocument } from "./policy";

export interface AzureDevOpsRoleArgs {
  readonly scope: Scope;
  /** What the role is for; part of its name: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly description: string;
  readonly issuers: readonly Issuer[];
  /** The one service connection that may assume the role: `sc://<organization>/<project>/<connection>`. */
  readonly subject: string;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly statements: readonly Statement[];
  /** Longest session, in seconds: 3,600 to 43,200. @default 3600 */
  readonly maxSessionSeconds?: number;
}

/** Role of exactly one Azure DevOps service connection: subject and audience are compared in full. */
export class AzureDevOpsRole extends pulumi.ComponentResource {
  /** Known only once the role has its policy. */
  public readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: AzureDevOpsRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:identity:AzureDevOpsRole", name, {}, opts);
    if (!/^sc:\/\/[^/*?]+\/[^/*?]+\/[^/*?]+$/.test(args.subject)) {
      throw new Error(
        `subject of role ${name} is "${args.subject}": write sc://<organization>/<project>/<service connection>, no wildcards`,
      );
    }
    const document = policyDocument(args.statements);
    const role = new aws.iam.Role(
      name,
      {
        name: physicalName(args.scope, args.purpose),
        description: args.description,
        permissionsBoundary: args.permissionsBoundaryArn,
        maxSessionDuration: args.maxSessionSeconds ?? 3600,
        assumeRolePolicy: policyDocument(args.issuers.map((issuer, index) => trust(args, issuer, index))),
      },
      { parent: this },
    );
    this.roleArn = attachInlinePolicy(name, role, { name: args.purpose, document }, this);
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

function trust(args: AzureDevOpsRoleArgs, issuer: Issuer, index: number) {
  const host = issuerHost(issuer);
  const connection = args.subject.split("/").at(-1) ?? "";
  const subject = issuer.subjects?.[connection] ?? args.subject;
  return {
    sid: index === 0 ? "OneServiceConnection" : `OneServiceConnection${index + 1}`,
    principal: { Federated: identityProviderArn(args.scope, issuer) },
    actions: ["sts:AssumeRoleWithWebIdentity"],
    conditions: { StringEquals: { [`${host}:aud`]: issuer.audience, [`${host}:sub`]: subject } },
  };
}
