import * as pulumi from "@pulumi/pulumi";

import type { Partition } from "../../settings/regions";
import type { ResourceStatement } from "../identity/policy";
import { policyDocument, renderDocument } from "../identity/policy";
import { DEPLOYER_ROLE } from "./deployer-names";
import { deployedIdentities, deployedServices } from "./deployer-permissions";

export interface DeployerTemplateArgs {
  readonly partition: Partition;
  readonly team: string;
  readonly managementAccount: string;
  /** Account whose Infrastructure pipeline may assume the role. */
  readonly automationAccountId: pulumi.Input<string>;
  readonly organizationId: pulumi.Input<string>;
}

/** Most bytes of a template that is sent along with a call (CloudFormation quotas). */
const MAX_TEMPLATE_BYTES = 51_200;

/** Most characters of all inline policies of a role together (IAM quotas); AWS does not count white space. */
const MAX_INLINE_CHARACTERS = 10_240;

/** CloudFormation template, as JSON, of the role that deploys into an account of a team. */
export function deployerTemplate(args: DeployerTemplateArgs): pulumi.Output<string> {
  const services = renderDocument(deployedServices());
  const identities = renderDocument(deployedIdentities(args.partition, args.team));
  const template = pulumi.jsonStringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Role that deploys the ML landing zone of team ${args.team}`,
    Resources: {
      Deployer: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: DEPLOYER_ROLE,
          Description: "Applies the landing zone's program",
          AssumeRolePolicyDocument: parsed(policyDocument(trust(args))),
          Policies: [
            { PolicyName: "services", PolicyDocument: parsed(services) },
            { PolicyName: "identities", PolicyDocument: parsed(identities) },
          ],
        },
      },
    },
  });
  return pulumi
    .all([template, services, identities])
    .apply(([text, ...policies]) => withinLimits(text, policies));
}

/** People of the management account, who run the first `pulumi up`, and then the team's Infrastructure pipeline. */
function trust(args: DeployerTemplateArgs): ResourceStatement[] {
  const { partition, team, managementAccount, automationAccountId, organizationId } = args;
  const inOrganization = { "aws:PrincipalOrgID": organizationId };
  return [
    {
      sid: "PlatformAdministrators",
      principal: { AWS: `arn:${partition}:iam::${managementAccount}:root` },
      actions: ["sts:AssumeRole"],
      conditions: { StringEquals: inOrganization },
    },
    {
      // The account, narrowed to the role: AWS refuses a principal that does not exist yet.
      sid: "InfrastructurePipeline",
      principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${automationAccountId}:root` },
      actions: ["sts:AssumeRole"],
      conditions: {
        StringEquals: inOrganization,
        ArnEquals: {
          "aws:PrincipalArn": pulumi.interpolate`arn:${partition}:iam::${automationAccountId}:role/mlops-${team}-automation-infrastructure`,
        },
      },
    },
  ];
}

function parsed(document: pulumi.Output<string>): pulumi.Output<unknown> {
  return document.apply((text) => JSON.parse(text) as unknown);
}

/** @throws Error if AWS would refuse the template, or the inline policies in it, for their length. */
export function withinLimits(template: string, policies: readonly string[]): string {
  const bytes = Buffer.byteLength(template);
  if (bytes > MAX_TEMPLATE_BYTES) {
    throw new Error(`the deployer's template has ${bytes} bytes, AWS allows ${MAX_TEMPLATE_BYTES}`);
  }
  const characters = policies.join("").length;
  if (characters > MAX_INLINE_CHARACTERS) {
    throw new Error(
      `the deployer's policies have ${characters} characters, AWS allows ${MAX_INLINE_CHARACTERS}: name fewer services`,
    );
  }
  return template;
}
