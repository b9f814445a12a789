import type * as aws from "@pulumi/aws";
import type { Provider as AwsxProvider } from "@pulumi/awsx/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { OptionalService } from "../components/network/services";
import type { NatGateways } from "../settings/schema/network";
import type { Persona } from "../settings/personas";
import type { PlaneName } from "../settings/planes";
import type { Scope } from "../settings/scope";

/** What every composition of an account gets. */
export interface PlaneArgs {
  readonly scope: Scope & { readonly plane: PlaneName };
  readonly provider: aws.Provider;
  /** Makes the components of awsx. */
  readonly awsx: AwsxProvider;
  readonly network: NetworkSettings;
  /** Organization that the network's endpoints are bound to. @default the account itself */
  readonly organizationId?: string;
  readonly alertEmails: readonly string[];
  readonly permissionSets: Readonly<Record<Persona, string>>;
  readonly logRetentionDays: number;
}

export interface NetworkSettings {
  readonly cidr: string;
  readonly availabilityZones: number;
  /** Ids of the zones. @default the first zones of the account by name */
  readonly zones?: readonly string[];
  readonly natGateways: NatGateways;
  readonly interfaceEndpoints: "create" | "none";
  /** Private ways besides those of every network. @default none */
  readonly optionalServices?: readonly OptionalService[];
}

/** Options that make every child of a plane act in the plane's account. */
export function inAccount(args: Pick<PlaneArgs, "provider" | "awsx">): pulumi.ComponentResourceOptions {
  return { providers: [args.provider, args.awsx] };
}
