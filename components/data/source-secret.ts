import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import { roleArn } from "../identity/consumers";
import type { Statement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

/** External sources whose credentials are kept in Secrets Manager. */
export type SourceName = "snowflake" | "azure-data-lake";

export interface SourceSecretArgs {
  readonly scope: Scope;
  /** Part of the name: `mlops/<team>/<plane>/<source>`. */
  readonly source: SourceName;
  readonly description: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Purposes of the roles that may read the value; no other role can, whatever its policies allow. */
  readonly readers: readonly string[];
  /** Who replaces the value, where Secrets Manager does not. @default Secrets Manager */
  readonly replacedBy?: string;
}

/**
 * Secret without a value: whoever holds the credentials stores them, so they never appear in the state, the settings or
 * the logs of this program.
 */
export class SourceSecret extends pulumi.ComponentResource {
  public readonly secretArn: pulumi.Output<string>;

  constructor(name: string, args: SourceSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:SourceSecret", name, {}, opts);
    const { scope } = args;
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        name: sourceSecretName(scope, args.source),
        description: args.description,
        kmsKeyId: args.kmsKeyArn,
        recoveryWindowInDays: scope.protect ? 30 : 7,
        ...(args.replacedBy === undefined ? {} : { tags: { ReplacedBy: args.replacedBy } }),
      },
      { parent: this, protect: scope.protect },
    );
    new aws.secretsmanager.SecretPolicy(
      `${name}-policy`,
      {
        secretArn: secret.arn,
        blockPublicPolicy: true,
        policy: policyDocument([
          {
            sid: "OnlyNamedRolesRead",
            effect: "Deny",
            principal: "*",
            actions: ["secretsmanager:GetSecretValue"],
            resources: THIS_SECRET,
            conditions: {
              ArnNotEquals: { "aws:PrincipalArn": args.readers.map((purpose) => roleArn(scope, purpose)) },
            },
          },
        ]),
      },
      { parent: this },
    );
    this.secretArn = secret.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }
}

/** In the policy of a secret, "*" means this secret. */
const THIS_SECRET = ["*"];

export function sourceSecretName(scope: Scope, source: SourceName): string {
  return `mlops/${scope.team}/${scope.plane}/${source}`;
}

/** Pattern of the secret's ARN, known beforehand: Secrets Manager ends it with six characters of its own. */
export function sourceSecretArn(scope: Scope, source: SourceName): string {
  return arn(scope, "secretsmanager", `secret:${sourceSecretName(scope, source)}-??????`);
}

/** What a role needs to read the value. The secret must also name the role among its readers. */
export function readSecretStatement(scope: Scope, source: SourceName): Statement {
  return {
    sid: "ReadSourceSecret",
    actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
    resources: [sourceSecretArn(scope, source)],
  };
}
