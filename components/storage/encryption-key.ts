import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { logsPrincipal } from "../../settings/partitions";
import type { Scope } from "../../settings/scope";
import { globalArn } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { onlyConsumers } from "../identity/consumers";
import type { ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

/** AWS services that use a key on their own behalf, not with the rights of a caller. */
export type KeyService = "cloudwatch" | "events" | "logs" | "sns";

export interface EncryptionKeyArgs {
  readonly scope: Scope;
  readonly description: string;
  /**
   * What a further key of the plane is for; part of its alias: `alias/mlops/<team>/<plane>/<purpose>`.
   * @default the key is the plane's own: `alias/mlops/<team>/<plane>`
   */
  readonly purpose?: string;
  /** Services of this account that may use the key. @default none */
  readonly services?: readonly KeyService[];
  /** Roles of other accounts that may decrypt. @default none */
  readonly consumers?: Consumers;
  /**
   * Roles of other accounts that encrypt and decrypt, and nobody else: this account only manages the key.
   * @default the roles of this account
   */
  readonly users?: Consumers;
  /** What else the key's policy says. @default nothing */
  readonly statements?: readonly ResourceStatement[];
}

/** Actions that manage a key but read nothing with it. Feature Store asks its creator for those on grants. */
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
  "kms:RetireGrant",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

const USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** Customer-managed key of one plane, rotated every year, with an alias. */
export class EncryptionKey extends pulumi.ComponentResource {
  public readonly kmsKeyArn: pulumi.Output<string>;

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
          administration(scope),
          ...(args.users ? [foreignUse(args.users)] : ownUse(scope)),
          ...(args.services ?? []).map((service) => serviceUse(scope, service)),
          ...(args.consumers ? [consumerUse(args.consumers)] : []),
          ...(args.statements ?? []),
        ]),
      },
      { parent: this, protect: scope.protect },
    );
    new aws.kms.Alias(
      `${name}-alias`,
      { name: alias(scope, args.purpose), targetKeyId: key.keyId },
      { parent: this },
    );
    this.kmsKeyArn = key.arn;
    this.registerOutputs({ kmsKeyArn: this.kmsKeyArn });
  }
}

/** In a key policy, "*" means this key. */
const THIS_KEY = ["*"];

function alias({ team, plane }: Scope, purpose: string | undefined): string {
  return `alias/mlops/${team}/${plane}${purpose === undefined ? "" : `/${purpose}`}`;
}

function administration(scope: Scope): ResourceStatement {
  return {
    sid: "Administration",
    principal: { AWS: globalArn(scope, "iam", "root") },
    actions: ADMINISTRATION,
    resources: THIS_KEY,
  };
}

/** The account uses the key; which of its roles is up to their policies. */
function ownUse(scope: Scope): ResourceStatement[] {
  const principal = { AWS: globalArn(scope, "iam", "root") };
  return [
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

function foreignUse(users: Consumers): ResourceStatement {
  return { sid: "UseByRolesOfOtherAccounts", ...onlyConsumers(users), actions: USE, resources: THIS_KEY };
}

function serviceUse(scope: Scope, service: KeyService): ResourceStatement {
  if (service === "logs") {
    return {
      sid: "LogGroupsOfThisAccount",
      principal: { Service: logsPrincipal(scope) },
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
    sid: { cloudwatch: "AlarmsOfThisAccount", events: "RulesOfThisAccount", sns: "TopicsOfThisAccount" }[
      service
    ],
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
