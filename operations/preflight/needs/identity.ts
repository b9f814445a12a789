import { globalArn } from "../../../settings/scope";
import { PERSONAS } from "../../../settings/personas";
import type { Account } from "../aws/account";
import type { Finding, Need } from "../need";
import { FINE, lack } from "../need";
import type { LandingZone, Target } from "../stack";

/** Roles below which IAM Identity Center keeps those of permission sets. */
const IDENTITY_CENTER_PATH = "/aws-reserved/sso.amazonaws.com/";

/** Identity Center ends the names of its roles with so many characters. */
const SUFFIX_LENGTH = 16;

/** Identities that have to be in an account beforehand, or must not be. */
export function identityNeeds(zone: LandingZone, target: Target, account: Account): Need[] {
  return [
    ...serviceLinkedRoles(zone, target, account),
    ...identityProviders(zone, target, account),
    ...outboundFederation(zone, target, account),
    ...permissionSets(zone, target, account),
  ];
}

/**
 * Roles of services that AWS does not make by itself. OpenSearch refuses a domain in a VPC without its own ("Before you can
 * proceed, you must enable a service-linked role"; OpenSearch Service Developer Guide, Using service-linked roles). The
 * others that the program's resources use are made by the call that needs them: Application Auto Scaling, API Gateway, WAF,
 * ECR replication, NAT gateways, Amazon Q Developer in chat applications, SageMaker.
 */
function serviceLinkedRoles({ settings }: LandingZone, { place, planes }: Target, account: Account): Need[] {
  if (settings.openSearch === undefined || !planes.includes("automation")) {
    return [];
  }
  const role = "AWSServiceRoleForAmazonOpenSearchService";
  return [
    {
      place,
      by: "search in logs (mlops:openSearch): a domain in a VPC",
      what: `role ${role}`,
      look: async () =>
        (await account.hasRole(role))
          ? FINE
          : lack(
              `service-linked role ${role} is not there`,
              "aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com",
            ),
    },
  ];
}

/** An account has one OIDC provider for an issuer: one that somebody else made is in the way. */
function identityProviders(
  { settings }: LandingZone,
  { place, planes, scope }: Target,
  account: Account,
): Need[] {
  if (planes.every((plane) => plane === "development")) {
    return [];
  }
  return issuerHosts(settings).map((host) => {
    const arn = globalArn(scope, "iam", `oidc-provider/${host}`);
    return {
      place,
      by: "pipelines that act in AWS (mlops:azureDevOps.organizationId, mlops:azureDevOps.issuers)",
      what: `OIDC provider ${host}`,
      look: async () =>
        (await account.identityProvider(arn)) === "others"
          ? lack(
              `OIDC provider ${host} is in this account already, and is not this stack's`,
              `aws iam delete-open-id-connect-provider --open-id-connect-provider-arn ${arn}, if nothing uses it`,
            )
          : FINE,
    };
  });
}

/** Issuers without their scheme; the default one is that of planes/context.ts. */
function issuerHosts({ azureDevOps }: LandingZone["settings"]): string[] {
  const { issuers, organizationId } = azureDevOps;
  const urls = issuers?.map(({ url }) => url) ?? [`https://vstoken.dev.azure.com/${organizationId}`];
  return urls.map((url) => url.replace(/^https:\/\//, ""));
}

/** An account has one switch. That it was this stack that switched it on, the OIDC provider tells, which has tags. */
function outboundFederation(
  { settings }: LandingZone,
  { place, planes, scope }: Target,
  account: Account,
): Need[] {
  const [host = ""] = issuerHosts(settings);
  if (!planes.includes("automation")) {
    return [];
  }
  const wanted = settings.webIdentityFederation;
  return [
    {
      place,
      by: "the function that starts deployments (mlops:webIdentityFederation)",
      what: "outbound web identity federation",
      look: async (): Promise<Finding> => {
        const isOn = await account.federatesOutbound();
        if (wanted === "existing") {
          return isOn
            ? FINE
            : lack(
                "outbound web identity federation is not enabled",
                "aws iam enable-outbound-web-identity-federation, or set mlops:webIdentityFederation to create",
              );
        }
        const arn = globalArn(scope, "iam", `oidc-provider/${host}`);
        return isOn && (await account.identityProvider(arn)) !== "ours"
          ? lack(
              "outbound web identity federation is enabled already, and is not this stack's to enable",
              "set mlops:webIdentityFederation to existing",
            )
          : FINE;
      },
    },
  ];
}

/** Only those that the stack file names: whoever leaves the setting out may make them later. */
function permissionSets(zone: LandingZone, { place, planes }: Target, account: Account): Need[] {
  const { settings, namedPermissionSets } = zone;
  // Every persona has a role in these two accounts: access/people/personas.ts.
  if (!planes.includes("development") && !planes.includes("automation")) {
    return [];
  }
  const named = PERSONAS.filter(
    (persona) => namedPermissionSets.includes(persona) && settings.people[persona].length > 0,
  );
  return named.map((persona) => {
    const set = settings.permissionSets[persona];
    return {
      place,
      by: `people of ${persona} (mlops:permissionSets.${persona}, mlops:people.${persona})`,
      what: `permission set ${set}`,
      look: async () => {
        const roles = await account.rolesBelow(IDENTITY_CENTER_PATH);
        const prefix = `AWSReservedSSO_${set}_`;
        return roles.some((role) => role.startsWith(prefix) && role.length === prefix.length + SUFFIX_LENGTH)
          ? FINE
          : lack(
              `permission set ${set} is assigned to nobody in this account`,
              `aws sso-admin create-account-assignment --target-type AWS_ACCOUNT --target-id ${account.scope.account} ` +
                "--principal-type GROUP --principal-id <group> --permission-set-arn <permission set> --instance-arn <instance>",
            );
      },
    };
  });
}
