import { AwsError } from "../sagemaker/aws-error";
import type { Asker } from "./operations";
import { accountOf } from "./operations";
import type { SimulatedOrganization, SimulatedQuota } from "./world";

/** Input of a request in a JSON protocol; only texts and numbers matter here. */
export type Input = Readonly<Record<string, string | number | undefined>>;

export type JsonOperation = (input: Input, asker: Asker) => object;

export const SERVICE_QUOTAS: Readonly<Record<string, JsonOperation>> = {
  ListServiceQuotas: (input, asker) => page(accountOf(asker).quotas.get(serviceOf(input)) ?? [], input),
  ListAWSDefaultServiceQuotas: (input, asker) =>
    page(accountOf(asker).defaultQuotas.get(serviceOf(input)) ?? [], input),
};

export const ORGANIZATIONS: Readonly<Record<string, JsonOperation>> = {
  DescribeOrganization: (_, asker) => {
    const { id, managementAccount, featureSet } = organizationOf(asker);
    return { Organization: { Id: id, MasterAccountId: managementAccount, FeatureSet: featureSet } };
  },
  ListRoots: (_, asker) => ({
    Roots: [
      {
        Id: "r-ab12",
        Name: "Root",
        PolicyTypes: organizationOf(asker).policyTypes.map((Type) => ({ Type, Status: "ENABLED" })),
      },
    ],
  }),
  ListAWSServiceAccessForOrganization: (_, asker) => ({
    EnabledServicePrincipals: organizationOf(asker).trustedServices.map((ServicePrincipal) => ({
      ServicePrincipal,
    })),
  }),
  ListOrganizationalUnitsForParent: (_, asker) => ({
    OrganizationalUnits: organizationOf(asker).units.map((Name) => ({ Name })),
  }),
  ListAccounts: (_, asker) => ({
    Accounts: organizationOf(asker).members.map(({ id, name, email }) => ({
      Id: id,
      Name: name,
      Email: email,
    })),
  }),
};

export const KMS: Readonly<Record<string, JsonOperation>> = {
  DescribeKey: ({ KeyId = "" }, { world }) => {
    const state = world.keys.get(String(KeyId));
    if (state === undefined) {
      throw new AwsError("NotFoundException", `Key '${KeyId}' does not exist`);
    }
    return { KeyMetadata: { KeyId: String(KeyId).split("/")[1], Arn: KeyId, KeyState: state } };
  },
};

export const SSO_ADMIN: Readonly<Record<string, JsonOperation>> = {
  ListInstances: (_, { world, region }) => ({
    Instances: world.identityCenters.has(region)
      ? [{ InstanceArn: "arn:aws:sso:::instance/ssoins-1", Status: "ACTIVE" }]
      : [],
  }),
};

function serviceOf({ ServiceCode = "" }: Input): string {
  return String(ServiceCode);
}

/** So few on a page that every listing has several. */
const ON_A_PAGE = 3;

function page(quotas: readonly SimulatedQuota[], { NextToken }: Input): object {
  const start = Number(NextToken ?? 0);
  const next = start + ON_A_PAGE;
  return {
    Quotas: quotas.slice(start, next).map(({ name, code, value, adjustable }) => ({
      QuotaName: name,
      QuotaCode: code,
      Value: value,
      Adjustable: adjustable,
    })),
    ...(next < quotas.length ? { NextToken: String(next) } : {}),
  };
}

function organizationOf({ world }: Asker): SimulatedOrganization {
  if (world.organization === undefined) {
    throw new AwsError(
      "AWSOrganizationsNotInUseException",
      "Your account is not a member of an organization.",
    );
  }
  return world.organization;
}
