import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { viaService } from "../../settings/partitions";
import { BUCKETS, DATA_PREFIXES, ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { bucketArn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { attachInlinePolicy } from "../identity/inline-policy";
import type { ResourceStatement, Statement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

export interface LabelDeliveryRoleArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn"
> {
  readonly model: string;
  /** Account of the service that delivers labels. @default the team's own accounts */
  readonly account?: string;
  /** The team's own accounts. */
  readonly ownAccounts: readonly string[];
  /** Organization of the accounts; its principals need no external id. @default none */
  readonly organizationId?: string;
}

/** The external id that is asked of whoever delivers labels from outside of the organization: `<team>-<model>-labels`. */
export function labelExternalId({ team }: Scope, model: string): string {
  return `${team}-${model}-labels`;
}

/**
 * Role by which a service delivers labels of one model: it puts files below `ground-truth/<model>/` and reads nothing.
 * Whoever acts in an account that the team names must be of the same organization or give the external id, so that nobody
 * has a service of that account deliver in his place.
 */
export class LabelDeliveryRole extends pulumi.ComponentResource {
  /** Known only once the role has its policy. */
  public readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: LabelDeliveryRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:LabelDeliveryRole", name, {}, opts);
    const purpose = `${ROLES.groundTruth}-${args.model}`;
    const role = new aws.iam.Role(
      name,
      {
        name: physicalName(args.scope, purpose),
        description: `Delivers labels of the model ${args.model}`,
        permissionsBoundary: args.permissionsBoundaryArn,
        assumeRolePolicy: policyDocument(trust(args)),
      },
      { parent: this },
    );
    const document = policyDocument(statements(args));
    this.roleArn = attachInlinePolicy(name, role, { name: purpose, document }, this);
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

function trust(args: LabelDeliveryRoleArgs): ResourceStatement[] {
  const { scope, model, account, ownAccounts, organizationId } = args;
  const assume = (accounts: readonly string[]) => ({
    principal: { AWS: [...new Set(accounts)].map((id) => `arn:${scope.partition}:iam::${id}:root`) },
    actions: ["sts:AssumeRole"],
  });
  const ofOrganization =
    organizationId === undefined
      ? {}
      : { conditions: { StringEquals: { "aws:PrincipalOrgID": organizationId } } };
  if (account === undefined) {
    return [{ sid: "OfTheTeam", ...assume(ownAccounts), ...ofOrganization }];
  }
  return [
    ...(organizationId === undefined
      ? []
      : [{ sid: "OfTheOrganization", ...assume([account]), ...ofOrganization }]),
    {
      sid: "WithExternalId",
      ...assume([account]),
      conditions: { StringEquals: { "sts:ExternalId": labelExternalId(scope, model) } },
    },
  ];
}

function statements({ scope, model, kmsKeyArn }: LabelDeliveryRoleArgs): Statement[] {
  return [
    {
      sid: "DeliverLabels",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: [`${bucketArn(scope, BUCKETS.data)}/${DATA_PREFIXES.groundTruth}${model}/*`],
    },
    {
      // S3 decrypts the parts of a large upload to join them; objects stay closed without s3:GetObject.
      sid: "EncryptLabels",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [kmsKeyArn],
      conditions: { StringLike: { "kms:ViaService": viaService(scope.partition, "s3") } },
    },
  ];
}
