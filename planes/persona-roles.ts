import * as pulumi from "@pulumi/pulumi";

import type { Notebooks } from "../components/identity/persona-role";
import { PersonaRole, personaPurpose } from "../components/identity/persona-role";
import type { Statement } from "../components/identity/policy";
import type { Persona } from "../settings/personas";
import type { PlaneName } from "../settings/planes";
import type { Scope } from "../settings/scope";
import { CAPABILITIES } from "../access/people/personas";

/** Statements of parts that a plane may or may not have, by persona. */
export type ExtraStatements = Readonly<Partial<Record<Persona, readonly Statement[]>>>;

export interface PersonaRolesArgs {
  readonly scope: Scope & { readonly plane: PlaneName };
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly permissionSets: Readonly<Record<Persona, string>>;
  /** @default none */
  readonly extra?: ExtraStatements;
  /** Roles of notebooks that may read as a data scientist does. @default none */
  readonly notebooks?: Notebooks;
}

/** One role in an account for each persona that works there. */
export class PersonaRoles extends pulumi.ComponentResource {
  public readonly roleArns: Readonly<Partial<Record<Persona, pulumi.Output<string>>>>;

  constructor(name: string, args: PersonaRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:PersonaRoles", name, {}, opts);
    const { scope, kmsKeyArn, permissionsBoundaryArn, notebooks } = args;
    const roles = Object.entries(CAPABILITIES[scope.plane]).map(([key, capabilities]) => {
      const persona = key as Persona;
      const role = new PersonaRole(
        `${name}-${personaPurpose(persona)}`,
        {
          scope,
          persona,
          permissionSet: args.permissionSets[persona],
          permissionsBoundaryArn,
          statements: [
            ...capabilities.flatMap((capability) => capability({ scope, kmsKeyArn })),
            ...(args.extra?.[persona] ?? []),
          ],
          ...(persona === "dataScientist" && notebooks ? { alsoFor: notebooks } : {}),
        },
        { parent: this },
      );
      return [persona, role.roleArn] as const;
    });
    this.roleArns = Object.fromEntries(roles);
    this.registerOutputs({ roleArns: this.roleArns });
  }
}

/** Personas that have a role in a plane. */
export function personasIn(plane: PlaneName): Persona[] {
  return Object.keys(CAPABILITIES[plane]) as Persona[];
}
