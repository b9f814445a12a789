import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import type { Accounts } from "../../settings/accounts";
import { deploymentRoleOf } from "../../settings/accounts";
import type { PlaneName } from "../../settings/planes";
import { PLANES } from "../../settings/planes";
import { partitionOf } from "../../settings/regions";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";
import type { Place } from "./need";

/** A landing zone, with all that its needs follow from. */
export interface LandingZone {
  readonly settings: LandingZoneSettings;
  /** One for each account; one account may play several planes. */
  readonly targets: readonly Target[];
  /** Personas whose permission set the stack file names itself. */
  readonly namedPermissionSets: readonly string[];
  readonly defaults: RepositoryDefaults;
}

/** An account in which the program acts. */
export interface Target {
  readonly place: Place;
  /** Role that is assumed there. @default the caller acts itself */
  readonly role?: string;
  readonly planes: readonly PlaneName[];
  readonly scope: Scope;
}

/** What the seeded repositories build and deploy with before anybody changes them. */
export type RepositoryDefaults = z.infer<typeof repositoryDefaults>;

const instance = z.object({ type: z.string() });
const repositoryDefaults = z.object({
  modelBuild: z.object({
    instances: z.object({
      processing: instance,
      training: instance,
      baselines: instance,
      monitoring: instance,
      shadowEndpoint: instance,
    }),
    baselines: z.object({ modelMonitor: z.boolean(), clarify: z.boolean() }),
    parallelSteps: z.number(),
  }),
  modelDeploy: z.object({
    inference: z.enum(["realtime", "serverless", "asynchronous", "batch"]),
    instances: z.object({ type: z.string(), minimum: z.number() }),
    batch: z.object({ instanceType: z.string(), instanceCount: z.number() }),
  }),
});

/** @param root - Folder of the project. */
export function repositoryDefaultsIn(root: string): RepositoryDefaults {
  const read = (...path: string[]): unknown =>
    parse(readFileSync(join(root, "repositories", ...path), "utf8"));
  const { defaults } = z.object({ defaults: z.unknown() }).parse(read("model-build", "config.yaml"));
  return repositoryDefaults.parse({
    modelBuild: defaults,
    modelDeploy: read("model-deploy", "models", "defaults.yaml"),
  });
}

export function targetsOf(settings: LandingZoneSettings, accounts: Accounts): Target[] {
  const role = deploymentRoleOf(settings, accounts);
  return [...new Set(Object.values(accounts))].map((account) => {
    const planes = PLANES.filter((plane) => accounts[plane] === account);
    const names = planes.length === PLANES.length ? "the one account" : planes.join(", ");
    return {
      place: { title: `${names} ${account}, ${settings.region}` },
      ...(role === undefined ? {} : { role }),
      planes,
      scope: {
        team: settings.team.name,
        plane: planes[0] ?? "",
        account,
        region: settings.region,
        partition: partitionOf(settings.region),
        protect: settings.profile === "production",
      },
    };
  });
}
