import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { Properties } from "./properties";

interface RegistrationSource {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: Record<string, unknown>;
}

/** Anything registered with the engine: a resource, or a provider as the resources that it manages carry it. */
export class Registration extends Properties {
  readonly type: string;
  readonly urn: string;
  readonly name: string;

  constructor(source: RegistrationSource) {
    super(source.props);
    this.type = source.type;
    this.urn = source.urn;
    this.name = source.name;
  }
}

/** One resource as rules see it: its properties, options and provider. */
export class Subject extends Registration {
  /** Whether the engine refuses to delete the resource. */
  readonly protect: boolean;
  readonly provider: Registration | undefined;

  constructor(source: ResourceValidationArgs | PolicyResource) {
    super(source);
    this.protect = source.opts.protect;
    this.provider = source.provider && new Registration(source.provider);
  }

  /** The AWS account that the resource is in, `undefined` when its provider is not pinned to one. */
  account(): string | undefined {
    return this.provider && pinnedAccounts(this.provider)[0];
  }
}

/** The accounts that an AWS provider may act in. */
export function pinnedAccounts(provider: Registration): readonly string[] {
  const accounts = provider.json("allowedAccountIds");
  return Array.isArray(accounts) ? accounts.map(String) : [];
}

/** Whether the engine made the provider by itself: it names such providers default_<version>. */
export function isDefaultProvider({ name }: Registration): boolean {
  return name === "default" || name.startsWith("default_");
}
