import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { PermissionsBoundary } from "../components/identity/permissions-boundary";
import type { Scope } from "../settings/scope";

/** What every composition of an account gets. */
export interface PlaneArgs {
  readonly scope: Scope;
  readonly provider: aws.Provider;
}

/** Options that make every child of a plane act in the plane's account. */
export function inAccount(args: PlaneArgs): pulumi.ComponentResourceOptions {
  return { providers: [args.provider] };
}

/** The boundary that every role of the plane carries. */
export function boundary(plane: pulumi.ComponentResource, name: string, scope: Scope): pulumi.Output<string> {
  return new PermissionsBoundary(`${name}-boundary`, { scope }, { parent: plane }).policyArn;
}
