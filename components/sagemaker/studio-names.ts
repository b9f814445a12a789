import { createHash } from "node:crypto";

import type { Scope } from "../../settings/scope";
import { globalArn, physicalName } from "../../settings/scope";

/** Personas that work in Studio. */
export const STUDIO_PERSONAS = ["leadDataScientist", "dataScientist", "mlEngineer"] as const;
export type StudioPersona = (typeof STUDIO_PERSONAS)[number];

/** Purposes of the execution roles in their names: `mlops-<team>-<plane>-<purpose>`. */
export const STUDIO_ROLE_PURPOSES: Readonly<Record<StudioPersona, string>> = {
  leadDataScientist: "studio-lead-data-scientist",
  dataScientist: "studio-data-scientist",
  mlEngineer: "studio-ml-engineer",
};

/** Log group that SageMaker writes the logs of all Studio apps of an account to; the name is not ours to choose. */
export const STUDIO_LOG_GROUP = "/aws/sagemaker/studio";

/** Tag of a user profile: the sign-in name of the person whose profile it is. */
export const PERSON_TAG = "Person";

/** A person who works in Studio. */
export interface StudioMember {
  /** Sign-in name, as the settings give it. */
  readonly email: string;
  /** The persona whose execution role the person works with. */
  readonly persona: StudioPersona;
}

/**
 * Who works in Studio, each person once: a profile has one execution role, so somebody with several personas gets that
 * of the first in {@link STUDIO_PERSONAS}. Addresses that differ in capitals only are one person.
 */
export function studioMembers(people: Readonly<Record<StudioPersona, readonly string[]>>): StudioMember[] {
  const members = new Map<string, StudioMember>();
  for (const persona of STUDIO_PERSONAS) {
    for (const email of people[persona]) {
      const key = email.toLowerCase();
      members.set(key, members.get(key) ?? { email, persona });
    }
  }
  return [...members.values()];
}

/**
 * Name of a person's profile: the part before the @, as far as SageMaker takes it, and eight characters of a hash of the
 * whole address, so that the same name in two domains gives two profiles. At most 49 characters; case does not matter.
 */
export function studioProfileName(email: string): string {
  const address = email.toLowerCase();
  const readable = address
    .replace(/@.*/, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 40);
  const hash = createHash("sha256").update(address).digest("hex").slice(0, 8);
  return [...readable.split("-").filter((part) => part !== ""), hash].join("-");
}

/** Name of the private JupyterLab space of a profile. */
export function studioSpaceName(profileName: string): string {
  return `${profileName}-lab`;
}

/** Prefix of the names of experiments: trial jobs and models, as opposed to those that pipelines make. */
export function experimentPrefix(scope: Scope): string {
  return `${scope.team}-exp`;
}

/** ARN of the execution role of a persona. */
export function studioRoleArn(scope: Scope, persona: StudioPersona): string {
  return globalArn(scope, "iam", `role/${physicalName(scope, STUDIO_ROLE_PURPOSES[persona])}`);
}
