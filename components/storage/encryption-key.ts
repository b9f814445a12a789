import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { globalArn } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { onlyConsumers } from "../identity/consumers";
import type { ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

/** AWS services that use a key on their own behalf, not with the rights of a caller. */
export type KeyService = "cloudwatch" | "events" | "logs";

export interface EncryptionKeyArgs {
  readonly scope: Scope;
  readonly description: string;
  /** Services of this account that may use the key. @default none */
  readonly services?: readonly KeyService[];
  /** Roles of other accounts that may decrypt. @default none */
  readonly consumers?: Consumers;
}

/** Actions that manage a key but read nothing with it. */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

const USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** Customer-managed key of one plane, rotated every year, with alias `alias/mlops/<team>/<plane>`. */
export class EncryptionKey extends pulumi.ComponentResource {
  public readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:storage:EncryptionKey", name, {}, opts);
    const { scope } = args;
    const key = new aws.kms.Key(
      name,
      {
        description: args.description,
        enableKeyRotation: true,
        deletionWindowInDays: scope.protect ? 30 : 7,
        policy: policyDocument([
          ...ownAccount(scope),
          ...(args.services ?? []).map((service) => serviceUse(scope, service)),
          ...(args.consumers ? [consumerUse(args.consumers)] : []),
        ]),
      },
      { parent: this, protect: scope.protect },
    );
    new aws.kms.Alias(
      `${name}-alias`,
      { name: `alias/mlops/${scope.team}/${scope.plane}`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}

/** In a key policy, "*" means this key. */
const THIS_KEY = ["*"];

/** The account manages the key; who uses it is up to the policies of its roles. */
function ownAccount(scope: Scope): ResourceStatement[] {
  const principal = { AWS: globalArn(scope, "iam", "root") };
  return [
    { sid: "Administration", principal, actions: ADMINISTRATION, resources: THIS_KEY },
    { sid: "UseByRolesOfThisAccount", principal, actions: USE, resources: THIS_KEY },
    {
      sid: "GrantsForAwsServices",
      principal,
      actions: ["kms:CreateGrant"],
      resources: THIS_KEY,
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function serviceUse(scope: Scope, service: KeyService): ResourceStatement {
  if (service === "logs") {
    return {
      sid: "LogGroupsOfThisAccount",
      principal: { Service: `logs.${scope.region}.amazonaws.com` },
      actions: USE,
      resources: THIS_KEY,
      conditions: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${scope.partition}:logs:${scope.region}:${scope.account}:log-group:*`,
        },
      },
    };
  }
  return {
    sid: service === "events" ? "RulesOfThisAccount" : "AlarmsOfThisAccount",
    principal: { Service: `${service}.amazonaws.com` },
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    resources: THIS_KEY,
    conditions: { StringEquals: { "aws:SourceAccount": scope.account } },
  };
}

function consumerUse(consumers: Consumers): ResourceStatement {
  return {
    sid: "ReadByConsumers",
    ...onlyConsumers(consumers),
    actions: ["kms:Decrypt", "kms:DescribeKey"],
    resources: THIS_KEY,
  };
}

/** Statement actions for a role that writes what this key encrypts. */
export const ENCRYPT_AND_DECRYPT = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"] as const;
