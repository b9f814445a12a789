import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import type { Consumers } from "./consumers";
import { onlyConsumers } from "./consumers";
import { attachInlinePolicy } from "./inline-policy";
import type { Statement } from "./policy";
import { policyDocument } from "./policy";

export interface ConsumerRoleArgs {
  readonly scope: Scope;
  /** What the role is for; part of its name: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly description: string;
  /** Roles of other accounts that may assume the role. */
  readonly consumers: Consumers;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly statements: readonly Statement[];
}

/** Role that roles of other accounts assume to reach what has no resource policy of its own. */
export class ConsumerRole extends pulumi.ComponentResource {
  /** Known only once the role has its policy. */
  public readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: ConsumerRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:identity:ConsumerRole", name, {}, opts);
    const document = policyDocument(args.statements);
    const role = new aws.iam.Role(
      name,
      {
        name: physicalName(args.scope, args.purpose),
        description: args.description,
        permissionsBoundary: args.permissionsBoundaryArn,
        assumeRolePolicy: policyDocument([
          { sid: "RolesOfConsumers", ...onlyConsumers(args.consumers), actions: ["sts:AssumeRole"] },
        ]),
      },
      { parent: this },
    );
    this.roleArn = attachInlinePolicy(name, role, { name: args.purpose, document }, this);
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
