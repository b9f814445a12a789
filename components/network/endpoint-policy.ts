import type * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { PULL_ACTIONS } from "../containers/model-image-repository";
import type { ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";
import { imageAccountsOfAws } from "../containers/image-accounts";
import type { EndpointService } from "./services";

/** Whose principals and whose resources meet at the endpoints of a network. */
export interface Perimeter {
  readonly scope: Scope;
  /** Organization of all of them. Left out, principals and resources are those of the scope's account. */
  readonly organizationId?: string | undefined;
}

/**
 * Policy of a VPC endpoint. It grants nothing: it limits what can pass, whatever the policies of a caller allow. So
 * credentials of other accounts do not work, and no caller reaches buckets, roles or keys of other organizations.
 */
export function endpointPolicy(perimeter: Perimeter, service: EndpointService): pulumi.Output<string> {
  return policyDocument([...withinPerimeter(perimeter), ...whatAwsOwns(perimeter, service)]);
}

/**
 * The resource's keys must be there: with "IfExists" the bucket of any account that is in no organization would pass, as
 * its requests have no aws:ResourceOrgID. The services behind these endpoints always tell the account of the resource;
 * for an action without resource, such as ecr:GetAuthorizationToken, it is the caller's.
 */
function withinPerimeter(perimeter: Perimeter): ResourceStatement[] {
  const everything = { principal: "*", actions: ["*"], resources: ["*"] } as const;
  return [
    {
      sid: "OwnPrincipalsToOwnResources",
      ...everything,
      conditions: { StringEquals: { ...ownPrincipals(perimeter), ...ownResources(perimeter) } },
    },
    {
      sid: "AwsServicesToOwnResources",
      ...everything,
      conditions: {
        Bool: { "aws:PrincipalIsAWSService": "true" },
        StringEquals: ownResources(perimeter),
      },
    },
  ];
}

function ownPrincipals({ scope, organizationId }: Perimeter): Record<string, string> {
  return organizationId === undefined
    ? { "aws:PrincipalAccount": scope.account }
    : { "aws:PrincipalOrgID": organizationId };
}

function ownResources({ scope, organizationId }: Perimeter): Record<string, string> {
  return organizationId === undefined
    ? { "aws:ResourceAccount": scope.account }
    : { "aws:ResourceOrgID": organizationId };
}

/** Things outside of the perimeter that workloads read: they belong to AWS. */
function whatAwsOwns(perimeter: Perimeter, service: EndpointService): ResourceStatement[] {
  switch (service) {
    case "s3":
      return bucketsOfAws(perimeter);
    case "ecr.api":
    case "ecr.dkr":
      return imagesOfAws(perimeter);
    default:
      return [];
  }
}

function bucketsOfAws(perimeter: Perimeter): ResourceStatement[] {
  const { partition, region } = perimeter.scope;
  const jumpStart = `arn:${partition}:s3:::jumpstart-cache-prod-${region}`;
  return [
    {
      sid: "LayersOfImages",
      // ECR signs the addresses of layers with a principal of its own account, whose number it does not publish.
      principal: "*",
      actions: ["s3:GetObject"],
      resources: [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
      conditions: { Bool: { "aws:SecureTransport": "true" } },
    },
    {
      sid: "ModelsOfJumpStart",
      principal: "*",
      actions: ["s3:GetObject", "s3:ListBucket"],
      resources: [jumpStart, `${jumpStart}/*`],
      conditions: { StringEquals: ownPrincipals(perimeter) },
    },
  ];
}

function imagesOfAws(perimeter: Perimeter): ResourceStatement[] {
  const { partition, region } = perimeter.scope;
  return [
    {
      sid: "ImagesOfSageMaker",
      principal: "*",
      actions: PULL_ACTIONS,
      resources: imageAccountsOfAws(region).map(
        (account) => `arn:${partition}:ecr:${region}:${account}:repository/*`,
      ),
      conditions: { StringEquals: ownPrincipals(perimeter) },
    },
  ];
}
