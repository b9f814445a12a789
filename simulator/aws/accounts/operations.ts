import { zonesOf } from "../../clouds/aws/zones";
import { AwsError } from "../sagemaker/aws-error";
import type { XmlElements } from "../sagemaker/xml";
import type { SimulatedAccount, SimulatedWorld, Tags } from "./world";

/** Who asks, where. */
export interface Asker {
  readonly world: SimulatedWorld;
  readonly account: string;
  readonly region: string;
}

/** Parameters of a request in the query protocol. */
export type Form = Readonly<Record<string, string>>;

/** Operations of EC2, IAM and STS, as elements of their answers. */
export type QueryOperation = (form: Form, asker: Asker) => XmlElements;

/** Access key of an account's sessions: the stand-in knows an asker by it. */
export function accessKeyOf(account: string): string {
  return `ASIA${account}`;
}

export function accountOf({ world, account }: Asker): SimulatedAccount {
  const found = world.accounts.get(account);
  if (found === undefined) {
    throw new AwsError("AuthFailure", `there is no account ${account}`, 401);
  }
  return found;
}

export const STS: Readonly<Record<string, QueryOperation>> = {
  GetCallerIdentity: (_, { account }) => ({
    GetCallerIdentityResult: {
      Arn: `arn:aws:iam::${account}:user/somebody`,
      UserId: "AIDASTANDIN",
      Account: account,
    },
  }),
  AssumeRole: ({ RoleArn = "" }, { world }) => {
    const account = RoleArn.split(":")[4] ?? "";
    if (world.refusedRoles.has(RoleArn) || !world.accounts.has(account)) {
      throw new AwsError(
        "AccessDenied",
        `User somebody is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
        403,
      );
    }
    return {
      AssumeRoleResult: {
        AssumedRoleUser: { AssumedRoleId: "AROASTANDIN:preflight", Arn: RoleArn },
        Credentials: {
          AccessKeyId: accessKeyOf(account),
          SecretAccessKey: "secret",
          SessionToken: "token",
          Expiration: "2100-01-01T00:00:00Z",
        },
      },
    };
  },
};

export const IAM: Readonly<Record<string, QueryOperation>> = {
  GetRole: ({ RoleName = "" }, asker) => {
    const path = accountOf(asker).roles.get(RoleName);
    if (path === undefined) {
      throw new AwsError("NoSuchEntity", `The role with name ${RoleName} cannot be found.`, 404);
    }
    return { GetRoleResult: { Role: role(RoleName, path, asker) } };
  },
  ListRoles: ({ PathPrefix = "/" }, asker) => {
    const below = [...accountOf(asker).roles].filter(([, path]) => path.startsWith(PathPrefix));
    return {
      ListRolesResult: {
        Roles: { member: below.map(([name, path]) => role(name, path, asker)) },
        IsTruncated: false,
      },
    };
  },
  GetOpenIDConnectProvider: ({ OpenIDConnectProviderArn: arn = "" }, asker) => {
    const tags = accountOf(asker).identityProviders.get(arn);
    if (tags === undefined) {
      throw new AwsError("NoSuchEntity", `OpenIDConnect Provider not found for arn ${arn}`, 404);
    }
    return {
      GetOpenIDConnectProviderResult: {
        Url: arn.split("oidc-provider/")[1] ?? "",
        Tags: { member: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
      },
    };
  },
  GetOutboundWebIdentityFederationInfo: (_, asker) => {
    if (!accountOf(asker).federatesOutbound) {
      throw new AwsError("FeatureDisabled", "Outbound Web Identity Federation is disabled.", 404);
    }
    return {
      GetOutboundWebIdentityFederationInfoResult: {
        IssuerIdentifier: "https://issuer.example.com",
        JwtVendingEnabled: true,
      },
    };
  },
};

export const EC2: Readonly<Record<string, QueryOperation>> = {
  DescribeRegions: (form, asker) => {
    const name = form["RegionName.1"] ?? "";
    const optInStatus = accountOf(asker).optedOut.has(name) ? "not-opted-in" : "opt-in-not-required";
    return { regionInfo: { item: [{ regionName: name, regionEndpoint: "", optInStatus }] } };
  },
  DescribeAvailabilityZones: (_, asker) => ({
    availabilityZoneInfo: {
      item: accountOf(asker).zones.map((zoneName) => ({
        zoneName,
        zoneId: zoneIdOf(zoneName),
        zoneState: "available",
      })),
    },
  }),
  DescribeVpcEndpointServices: (form, asker) => {
    const account = accountOf(asker);
    const names = Object.entries(form).flatMap(([key, value]) =>
      key.startsWith("Filter.1.Value.") ? [value] : [],
    );
    return {
      serviceDetailSet: {
        item: names
          .filter((name) => !account.missingServices.has(name))
          .map((name) => ({
            serviceName: name,
            availabilityZoneSet: { item: account.endpointServices.get(name) ?? account.zones },
          })),
      },
    };
  },
  DescribeVpcs: (_, asker) => ({
    vpcSet: {
      item: accountOf(asker).vpcs.map((tags, index) => ({ vpcId: `vpc-${index}`, ...tagged(tags) })),
    },
  }),
  DescribeInternetGateways: (_, asker) => ({
    internetGatewaySet: {
      item: accountOf(asker).internetGateways.map((tags, index) => ({
        internetGatewayId: `igw-${index}`,
        ...tagged(tags),
      })),
    },
  }),
  DescribeAddresses: (_, asker) => ({
    addressesSet: {
      item: accountOf(asker).addresses.map((tags, index) => ({
        allocationId: `eipalloc-${index}`,
        ...tagged(tags),
      })),
    },
  }),
  DescribeNatGateways: (_, asker) => ({
    natGatewaySet: {
      item: accountOf(asker).natGateways.map(({ zone, tags }) => ({
        subnetId: `subnet-${zone}`,
        ...tagged(tags),
      })),
    },
  }),
  DescribeSubnets: (_, asker) => ({
    subnetSet: {
      item: accountOf(asker).zones.map((zone) => ({ subnetId: `subnet-${zone}`, availabilityZone: zone })),
    },
  }),
};

function tagged(tags: Tags): XmlElements {
  return { tagSet: { item: Object.entries(tags).map(([key, value]) => ({ key, value })) } };
}

function role(RoleName: string, Path: string, { account }: Asker): XmlElements {
  return {
    RoleName,
    Path,
    RoleId: "AROASTANDIN",
    Arn: `arn:aws:iam::${account}:role${Path}${RoleName}`,
    CreateDate: "2026-01-01T00:00:00Z",
  };
}

function zoneIdOf(zone: string): string {
  return zonesOf({ region: zone.slice(0, -1) }).find(({ name }) => name === zone)?.id ?? "";
}
