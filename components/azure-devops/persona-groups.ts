import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import type { Persona } from "../../settings/personas";
import { PERSONAS } from "../../settings/personas";

export interface PersonaGroupsArgs {
  readonly projectId: pulumi.Input<string>;
  /** Sign-in names of the members of each persona. A person may have several personas. */
  readonly people: Readonly<Record<Persona, readonly string[]>>;
}

/** How other resources refer to a group. */
export interface PersonaGroup {
  /** What permissions and memberships ask for. */
  readonly descriptor: pulumi.Output<string>;
  /** What approval checks ask for. */
  readonly originId: pulumi.Output<string>;
}

const GROUPS: Readonly<Record<Persona, { readonly displayName: string; readonly description: string }>> = {
  dataScientist: { displayName: "Data Scientists", description: "Build models." },
  leadDataScientist: {
    displayName: "Lead Data Scientists",
    description: "Build models and approve model versions in the registry.",
  },
  mlEngineer: {
    displayName: "ML Engineers",
    description: "Operate deployments and approve them for production.",
  },
  platformAdministrator: {
    displayName: "Platform Administrators",
    description: "Change the landing zone itself.",
  },
  auditor: {
    displayName: "Auditors",
    description: "Read how everything is set up and who did what; no data, no changes.",
  },
};

/** One group for each persona, with its members. Every person gets one license, whatever the number of personas. */
export class PersonaGroups extends pulumi.ComponentResource {
  public readonly groups: Readonly<Record<Persona, PersonaGroup>>;

  constructor(name: string, args: PersonaGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:PersonaGroups", name, {}, opts);
    const signInNames = distinctPeople(args.people);
    const users = new Map(signInNames.map((email) => [email, this.admit(name, email)] as const));
    this.groups = Object.fromEntries(
      PERSONAS.map((persona) => {
        const members = distinct(args.people[persona]).flatMap((email) => users.get(email) ?? []);
        return [persona, this.createGroup(name, persona, args.projectId, members)];
      }),
    ) as Record<Persona, PersonaGroup>;
    this.registerOutputs({ groups: this.groups });
  }

  /**
   * Adds a person to the organization. Kept on delete, since the person may belong to other teams; later changes of the
   * name's case and of the license, with where it comes from, are up to the organization.
   */
  private admit(name: string, email: string): azuredevops.User {
    return new azuredevops.User(
      `${name}-${email}`,
      { principalName: email, accountLicenseType: "express" },
      {
        parent: this,
        retainOnDelete: true,
        ignoreChanges: ["principalName", "accountLicenseType", "licensingSource"],
      },
    );
  }

  private createGroup(
    name: string,
    persona: Persona,
    projectId: pulumi.Input<string>,
    members: readonly azuredevops.User[],
  ): PersonaGroup {
    const group = new azuredevops.Group(
      `${name}-${persona}`,
      { scope: projectId, ...GROUPS[persona] },
      { parent: this },
    );
    if (members.length > 0) {
      new azuredevops.GroupMembership(
        `${name}-${persona}-members`,
        { group: group.descriptor, members: members.map(({ descriptor }) => descriptor), mode: "add" },
        { parent: this },
      );
    }
    return { descriptor: group.descriptor, originId: group.originId };
  }
}

/** Sign-in names are case-insensitive. */
function distinct(emails: readonly string[]): string[] {
  return [...new Set(emails.map((email) => email.toLowerCase()))];
}

function distinctPeople(people: Readonly<Record<Persona, readonly string[]>>): string[] {
  const emails = distinct(PERSONAS.flatMap((persona) => people[persona]));
  const wrong = emails.find((email) => !/^[^@\s]+@[^@\s]+$/.test(email));
  if (wrong !== undefined) {
    throw new Error(`sign-in name "${wrong}" is not an e-mail address: write one such as ada@example.com`);
  }
  return emails;
}
