import { DEFAULT_INSTANCE_TYPES, isAllowed } from "./instance-types";
import type { Settings } from "./schema";
import type { LandingZoneSettings } from "./schema/landing-zone";
import type { OrganizationSettings } from "./schema/organization";

/** What is allowed and will surprise somebody: one text each, for whoever runs the program. */
export function warningsOf(settings: Settings): string[] {
  return settings.kind === "organization" ? deniedDefaults(settings) : nobodyWorks(settings);
}

/** A service control policy denies what is not on the list, whoever asks, and in the words of SageMaker. */
function deniedDefaults({ allowedInstanceTypes }: OrganizationSettings): string[] {
  return Object.entries(DEFAULT_INSTANCE_TYPES)
    .filter(([type]) => !isAllowed(type, allowedInstanceTypes))
    .map(
      ([type, use]) =>
        `mlops:allowedInstanceTypes denies ${type}, which is the default for ${use}: add it, or have every team change ` +
        "its settings and the files of its repositories",
    );
}

/** In production these people have to be there; a trial may do without, but then a repository cannot be changed. */
function nobodyWorks({ people }: LandingZoneSettings): string[] {
  const builders = [...people.dataScientist, ...people.leadDataScientist];
  const without = (work: string, personas: string): string =>
    `nobody in mlops:people may change ${work}: name somebody as ${personas}; one person may have several personas`;
  return [
    ...(builders.length === 0 ? [without("model-build-<model>", "leadDataScientist or dataScientist")] : []),
    ...(people.mlEngineer.length === 0 ? [without("model-deploy", "mlEngineer")] : []),
  ];
}
