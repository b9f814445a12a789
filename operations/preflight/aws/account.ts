import type { OfferedZones } from "../../../components/network/zones";
import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  GetOpenIDConnectProviderCommand,
  GetOutboundWebIdentityFederationInfoCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";

import type { Scope } from "../../../settings/scope";
import { UnreadableError } from "../need";
import type { Caller, ClientSettings, Credentials } from "./caller";
import type { Quota } from "./quotas";
import { readQuotas } from "./quotas";
import { find, pages, read } from "./read";
import { readSinks } from "./sinks";

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** What an account has that this stack has not made, since quotas count it too. */
export type Resource = "vpcs" | "internetGateways" | "addresses" | "natGateways";

/** Reads of one account in its Region, each made once however many needs ask. */
export class Account {
  private readonly answers = new Map<string, Promise<unknown>>();
  private credentials: Credentials | undefined;

  /** @param role - Role to take. @default the caller acts itself */
  constructor(
    private readonly caller: Caller,
    readonly scope: Scope,
    private readonly role?: string,
  ) {}

  /**
   * Undefined once whoever runs the command acts in the account; else why the role cannot be taken.
   *
   * @param setting - Says of which account credentials have to be, where no role is taken.
   */
  async signIn(setting: string): Promise<string | undefined> {
    if (this.role === undefined) {
      await this.caller.requireAccount(this.scope.account, setting);
      return undefined;
    }
    await this.caller.account();
    const taken = await this.caller.assume(this.scope, this.role);
    if (typeof taken === "string") {
      return taken;
    }
    this.credentials = taken;
    return undefined;
  }

  /** How the account stands to a Region, such as `opt-in-not-required` or `not-opted-in`. */
  optInStatus(region: string): Promise<string> {
    return this.once(`region ${region}`, async () => {
      const { Regions: regions = [] } = await read("ec2:DescribeRegions", () =>
        this.ec2(this.caller.homeRegion).send(
          new DescribeRegionsCommand({ AllRegions: true, RegionNames: [region] }),
        ),
      );
      return regions[0]?.OptInStatus ?? "not-opted-in";
    });
  }

  /** Zones in the order in which the program takes them. */
  zones(): Promise<OfferedZones> {
    return this.once("zones", async () => {
      const { AvailabilityZones: zones = [] } = await read("ec2:DescribeAvailabilityZones", () =>
        this.ec2().send(
          new DescribeAvailabilityZonesCommand({
            Filters: [
              { Name: "state", Values: ["available"] },
              { Name: "zone-type", Values: ["availability-zone"] },
            ],
          }),
        ),
      );
      const sorted = [...zones].sort(({ ZoneName: a = "" }, { ZoneName: b = "" }) => (a < b ? -1 : 1));
      return {
        names: sorted.map(({ ZoneName: name = "" }) => name),
        zoneIds: sorted.map(({ ZoneId: id = "" }) => id),
      };
    });
  }

  /** Zones by name of the endpoint service; what the Region does not offer is not there. */
  endpointServices(names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    return this.once("endpoint services", async () => {
      const found = await read("ec2:DescribeVpcEndpointServices", () =>
        pages(async (NextToken) => {
          const { ServiceDetails: services = [], NextToken: next } = await this.ec2().send(
            new DescribeVpcEndpointServicesCommand({
              Filters: [{ Name: "service-name", Values: [...names] }],
              NextToken,
            }),
          );
          return [services, next];
        }),
      );
      return new Map(found.map(({ ServiceName: name = "", AvailabilityZones: zones = [] }) => [name, zones]));
    });
  }

  /** How many there are besides those of this stack. NAT gateways are counted in the fullest of these zones. */
  others(resource: Resource, zones: readonly string[]): Promise<number> {
    return this.once(`others ${resource}`, async () => {
      switch (resource) {
        case "vpcs":
          return this.notOurs(await this.vpcs());
        case "internetGateways":
          return this.notOurs(await this.internetGateways());
        case "addresses": {
          const { Addresses: addresses = [] } = await read("ec2:DescribeAddresses", () =>
            this.ec2().send(new DescribeAddressesCommand({})),
          );
          return this.notOurs(addresses);
        }
        case "natGateways":
          return this.fullestZone(zones);
      }
    });
  }

  quotas(service: string): Promise<readonly Quota[]> {
    return this.once(`quotas ${service}`, () => readQuotas(this.settings(), service));
  }

  /** Executions of functions that may run at the same time. */
  concurrency(): Promise<number> {
    return this.once("concurrency", async () => {
      const { AccountLimit: limit } = await read("lambda:GetAccountSettings", () =>
        new LambdaClient(this.settings()).send(new GetAccountSettingsCommand({})),
      );
      if (limit?.ConcurrentExecutions === undefined) {
        throw new UnreadableError("lambda:GetAccountSettings", "Lambda does not say its limit");
      }
      return limit.ConcurrentExecutions;
    });
  }

  /** Names of the sinks that other accounts can send metrics to. */
  metricSinks(): Promise<readonly string[]> {
    return this.once("metric sinks", () => readSinks(this.settings(), this.scope.partition));
  }

  async hasRole(name: string): Promise<boolean> {
    const found = await find("iam:GetRole", ["NoSuchEntityException", "NoSuchEntity"], () =>
      this.iam().send(new GetRoleCommand({ RoleName: name })),
    );
    return found !== undefined;
  }

  /** Names of the roles below a path. */
  rolesBelow(path: string): Promise<string[]> {
    return this.once(`roles ${path}`, async () => {
      const roles = await read("iam:ListRoles", () =>
        pages(async (Marker) => {
          const { Roles: page = [], Marker: next } = await this.iam().send(
            new ListRolesCommand({ PathPrefix: path, Marker }),
          );
          return [page, next];
        }),
      );
      return roles.flatMap(({ RoleName: name }) => name ?? []);
    });
  }

  /** Whose an OIDC provider of the account is; undefined: there is none. */
  identityProvider(arn: string): Promise<"ours" | "others" | undefined> {
    return this.once(`identity provider ${arn}`, async () => {
      const found = await find(
        "iam:GetOpenIDConnectProvider",
        ["NoSuchEntityException", "NoSuchEntity"],
        () => this.iam().send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
      );
      if (found === undefined) {
        return undefined;
      }
      return this.isOurs(found) ? "ours" : "others";
    });
  }

  async federatesOutbound(): Promise<boolean> {
    const found = await find(
      "iam:GetOutboundWebIdentityFederationInfo",
      ["FeatureDisabledException", "FeatureDisabled"],
      () => this.iam().send(new GetOutboundWebIdentityFederationInfoCommand({})),
    );
    return found?.JwtVendingEnabled === true;
  }

  private async vpcs(): Promise<{ readonly Tags?: readonly Tag[] | undefined }[]> {
    return read("ec2:DescribeVpcs", () =>
      pages(async (NextToken) => {
        const { Vpcs: vpcs = [], NextToken: next } = await this.ec2().send(
          new DescribeVpcsCommand({ NextToken }),
        );
        return [vpcs, next];
      }),
    );
  }

  private async internetGateways(): Promise<{ readonly Tags?: readonly Tag[] | undefined }[]> {
    return read("ec2:DescribeInternetGateways", () =>
      pages(async (NextToken) => {
        const { InternetGateways: gateways = [], NextToken: next } = await this.ec2().send(
          new DescribeInternetGatewaysCommand({ NextToken }),
        );
        return [gateways, next];
      }),
    );
  }

  private async fullestZone(zones: readonly string[]): Promise<number> {
    const gateways = await read("ec2:DescribeNatGateways", () =>
      pages(async (NextToken) => {
        const { NatGateways: found = [], NextToken: next } = await this.ec2().send(
          new DescribeNatGatewaysCommand({
            Filter: [{ Name: "state", Values: ["pending", "available"] }],
            NextToken,
          }),
        );
        return [found, next];
      }),
    );
    const others = gateways.filter((gateway) => !this.isOurs(gateway));
    if (others.length === 0) {
      return 0;
    }
    const subnets = await read("ec2:DescribeSubnets", () =>
      pages(async (NextToken) => {
        const { Subnets: found = [], NextToken: next } = await this.ec2().send(
          new DescribeSubnetsCommand({ NextToken }),
        );
        return [found, next];
      }),
    );
    const zoneOf = new Map(subnets.map(({ SubnetId: id, AvailabilityZone: zone }) => [id, zone]));
    return Math.max(
      0,
      ...zones.map((zone) => others.filter(({ SubnetId: id }) => zoneOf.get(id) === zone).length),
    );
  }

  private notOurs(resources: readonly { readonly Tags?: readonly Tag[] | undefined }[]): number {
    return resources.filter((resource) => !this.isOurs(resource)).length;
  }

  /** By the tags that the provider of the plane sets: settings/providers.ts. */
  private isOurs({ Tags: tags = [] }: { readonly Tags?: readonly Tag[] | undefined }): boolean {
    const has = (key: string, value: string): boolean =>
      tags.some((tag) => tag.Key === key && tag.Value === value);
    return has("Project", "mlops") && has("Team", this.scope.team);
  }

  private ec2(region?: string): EC2Client {
    return new EC2Client(this.settings(region));
  }

  /** IAM has no Region. */
  private iam(): IAMClient {
    return new IAMClient(this.settings(this.caller.homeRegion));
  }

  private settings(region = this.scope.region): ClientSettings {
    return this.caller.clientSettings(region, this.credentials);
  }

  private once<T>(what: string, answer: () => Promise<T>): Promise<T> {
    const known = this.answers.get(what) as Promise<T> | undefined;
    const asked = known ?? answer();
    this.answers.set(what, asked);
    return asked;
  }
}
