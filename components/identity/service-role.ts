import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import { attachInlinePolicy } from "./inline-policy";
import type { Statement } from "./policy";
import { policyDocument } from "./policy";

export interface ServiceRoleArgs {
  readonly scope: Scope;
  /** What the role is for; part of its name: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly description: string;
  /** Service that assumes the role, such as `lambda.amazonaws.com`, for this account only. */
  readonly service: string;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly statements: readonly Statement[];
  /** Whether the service sets a source identity on its sessions, as Studio does. @default false */
  readonly namesPerson?: boolean;
}

/**
 * Services for which AWS does not document that they send `aws:SourceAccount` when they assume a role. They may leave it
 * out, and could then never assume a role that requires it; a role cannot be passed to another account in any case.
 */
const MAY_BE_SILENT = [
  "apigateway.amazonaws.com",
  "chatbot.amazonaws.com",
  "glue.amazonaws.com",
  "lambda.amazonaws.com",
];

/** Role of an AWS service, with one inline policy and the permissions boundary. */
export class ServiceRole extends pulumi.ComponentResource {
  /** Known only once the role has its policy, so that what uses the role never runs without permissions. */
  public readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:identity:ServiceRole", name, {}, opts);
    const document = policyDocument(args.statements);
    const role = new aws.iam.Role(
      name,
      {
        name: physicalName(args.scope, args.purpose),
        description: args.description,
        permissionsBoundary: args.permissionsBoundaryArn,
        assumeRolePolicy: policyDocument([
          {
            sid: "ServiceOfThisAccount",
            principal: { Service: args.service },
            actions: ["sts:AssumeRole", ...(args.namesPerson === true ? ["sts:SetSourceIdentity"] : [])],
            conditions: {
              [MAY_BE_SILENT.includes(args.service) ? "StringEqualsIfExists" : "StringEquals"]: {
                "aws:SourceAccount": args.scope.account,
              },
            },
          },
        ]),
      },
      { parent: this },
    );
    this.roleArn = attachInlinePolicy(name, role, { name: args.purpose, document }, this);
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
