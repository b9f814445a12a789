/** A quota as Service Quotas lists it. */
export interface SimulatedQuota {
  readonly name: string;
  readonly code: string;
  value: number;
  readonly adjustable: boolean;
}

export type Tags = Readonly<Record<string, string>>;

/** One AWS account, in one Region. Tests change it freely. */
export interface SimulatedAccount {
  /** Regions that it has not opted into. */
  readonly optedOut: Set<string>;
  zones: string[];
  /** Zones by endpoint service. @default every service is in every zone */
  readonly endpointServices: Map<string, readonly string[]>;
  /** Services that the Region does not offer. */
  readonly missingServices: Set<string>;
  readonly vpcs: Tags[];
  readonly internetGateways: Tags[];
  readonly addresses: Tags[];
  readonly natGateways: { readonly zone: string; readonly tags: Tags }[];
  /** Applied quotas by service. */
  readonly quotas: Map<string, SimulatedQuota[]>;
  /** Quotas of which Service Quotas tells the default only, by service. */
  readonly defaultQuotas: Map<string, SimulatedQuota[]>;
  concurrency: number;
  /** Names of roles by path. */
  readonly roles: Map<string, string>;
  /** Tags of OIDC providers by ARN. */
  readonly identityProviders: Map<string, Tags>;
  federatesOutbound: boolean;
  /** Names of its sinks of CloudWatch. */
  readonly metricSinks: string[];
}

export interface SimulatedOrganization {
  id: string;
  managementAccount: string;
  featureSet: string;
  policyTypes: string[];
  trustedServices: string[];
  units: string[];
  readonly members: { id: string; name: string; email: string }[];
}

/** What can be read of AWS, by whom. */
export interface SimulatedWorld {
  readonly accounts: Map<string, SimulatedAccount>;
  organization: SimulatedOrganization | undefined;
  /** Region of each bucket. */
  readonly buckets: Map<string, string>;
  /** State of each key by ARN. */
  readonly keys: Map<string, string>;
  /** Regions with an instance of IAM Identity Center. */
  readonly identityCenters: Set<string>;
  /** ARNs of roles that nobody may take. */
  readonly refusedRoles: Set<string>;
  /** IAM actions that are denied to everybody. */
  readonly denied: Set<string>;
}

export function emptyWorld(): SimulatedWorld {
  return {
    accounts: new Map(),
    organization: undefined,
    buckets: new Map(),
    keys: new Map(),
    identityCenters: new Set(),
    refusedRoles: new Set(),
    denied: new Set(),
  };
}

export function emptyAccount(zones: readonly string[]): SimulatedAccount {
  return {
    optedOut: new Set(),
    zones: [...zones],
    endpointServices: new Map(),
    missingServices: new Set(),
    vpcs: [],
    internetGateways: [],
    addresses: [],
    natGateways: [],
    quotas: new Map(),
    defaultQuotas: new Map(),
    concurrency: 1000,
    roles: new Map(),
    identityProviders: new Map(),
    federatesOutbound: false,
    metricSinks: [],
  };
}
