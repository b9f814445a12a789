import { z } from "zod";

import { AWS_TOOLKIT, projectDescription } from "../../../settings/azure-devops-names";
import { azureDevOpsUrl } from "../../../settings/azure-devops-url";
import { PERSONAS } from "../../../settings/personas";
import type { LandingZoneSettings } from "../../../settings/schema/landing-zone";
import type { AzureDevOps, Connection, Found } from "../azure-devops";
import { SignInError } from "../azure-devops";
import type { Finding, Need } from "../need";
import { FINE, lack, UnreadableError } from "../need";
import { licenseFinding } from "./licenses";

/** Everybody's group of administrators has this at its end, in every organization. */
const ADMINISTRATORS = "S-1-9-1551374245-1204400969-2402986413-2179408616-0-0-0-0-1";

const NO_TENANT = "00000000-0000-0000-0000-000000000000";

const FORMS = {
  identities: z.object({ value: z.array(z.object({ memberOf: z.array(z.string()).default([]) })) }),
  usage: z.object({ resourceLimit: z.object({ totalCount: z.number() }).nullish() }),
  project: z.object({ description: z.string().default("") }),
  projects: z.object({ value: z.array(z.object({ name: z.string() })) }),
  extension: z.looseObject({}),
};

/** Scopes that a personal access token needs to be asked these things. */
const SCOPES = {
  identities: "scope Identity (read)",
  projects: "scope Project and Team (read)",
  extensions: "scope Extensions (read)",
  agents: "scope Agent Pools (read)",
} as const;

/** What the team's organization has to have, and whoever runs the program there. */
export function azureDevOpsNeeds(settings: LandingZoneSettings, azureDevOps: AzureDevOps): Need[] {
  const { organization, organizationId, project, awsToolkit, deployTrigger } = settings.azureDevOps;
  const place = { title: `Azure DevOps organization ${organization}` };
  const look = new Looks(azureDevOps, azureDevOpsUrl(organization));
  const name = { project, description: projectDescription(settings.team.name) };
  const people = PERSONAS.flatMap((persona) => settings.people[persona]).map((email) => email.toLowerCase());
  const need = (by: string, what: string, looked: Need["look"]): Need => ({ place, by, what, look: looked });
  const all = [
    need("trust of AWS (mlops:azureDevOps.organizationId)", "id of the organization", () =>
      look.id(organizationId),
    ),
    need("project, people, extension", "whether an administrator runs this", () => look.administrator()),
    need("the team's project (mlops:azureDevOps.project)", "name of the project", () => look.project(name)),
    need("pipelines in a private project (mlops:models)", "hosted parallel jobs", () => look.parallelJobs()),
    need("people (mlops:people), the application that starts deployments", "Basic licenses", () =>
      look.licenses([...new Set(people)], deployTrigger.objectId, name),
    ),
  ];
  const { tenantId } = deployTrigger;
  const ofTenant =
    tenantId === undefined
      ? []
      : [
          need(
            "the application that starts deployments (mlops:azureDevOps.deployTrigger.tenantId)",
            "tenant of the organization",
            () => look.tenant(tenantId),
          ),
        ];
  const ofToolkit =
    awsToolkit === "install"
      ? []
      : [
          need("service connections (mlops:azureDevOps.awsToolkit: existing)", "AWS Toolkit", () =>
            look.toolkit(),
          ),
        ];
  const signIn = need("everything in Azure DevOps (mlops:azureDevOps.organization)", "sign-in", () =>
    look.signIn(organization),
  );
  return [{ ...signIn, gate: true }, ...all, ...ofTenant, ...ofToolkit];
}

/** The team's project, and how it is known to be the team's. */
interface TeamProject {
  readonly project: string;
  readonly description: string;
}

class Looks {
  /** @param url - Address of the organization for people. */
  constructor(
    private readonly azureDevOps: AzureDevOps,
    private readonly url: string,
  ) {}

  async signIn(organization: string): Promise<Finding> {
    try {
      return (await this.azureDevOps.connection()) === undefined
        ? lack(
            `there is no organization ${organization}`,
            "create it at https://aex.dev.azure.com, or correct mlops:azureDevOps.organization",
          )
        : FINE;
    } catch (error) {
      if (!(error instanceof SignInError)) {
        throw error;
      }
      return lack(
        `Azure DevOps does not accept the credentials (${error.message})`,
        `make a token at ${this.url}/_usersSettings/tokens and set AZDO_PERSONAL_ACCESS_TOKEN, or sign in: az login`,
      );
    }
  }

  async id(wanted: string): Promise<Finding> {
    const { instanceId } = (await this.connected()).value;
    return instanceId.toLowerCase() === wanted.toLowerCase()
      ? FINE
      : lack(
          `the organization's id is ${instanceId}, not ${wanted}`,
          `set mlops:azureDevOps.organizationId to ${instanceId}`,
        );
  }

  /** Nobody else makes projects, admits people and installs extensions. */
  async administrator(): Promise<Finding> {
    const { authenticatedUser } = (await this.connected()).value;
    const found = await this.azureDevOps.get("identities", "/_apis/identities", {
      form: FORMS.identities,
      scope: SCOPES.identities,
      query: { identityIds: authenticatedUser.id, queryMembership: "ExpandedUp" },
    });
    const groups = found?.value.value.flatMap(({ memberOf }) => memberOf) ?? [];
    return groups.some((group) => group.endsWith(ADMINISTRATORS))
      ? FINE
      : lack(
          "whoever runs this is no Project Collection Administrator",
          `${this.url}/_settings/groups: add the identity to Project Collection Administrators`,
        );
  }

  async tenant(wanted: string): Promise<Finding> {
    const { tenantId } = await this.connected();
    if (tenantId === "") {
      throw new UnreadableError(
        `nothing: look at ${this.url}/_settings/organizationAad`,
        "Azure DevOps does not say which tenant it is connected to",
      );
    }
    if (tenantId.toLowerCase() === wanted.toLowerCase()) {
      return FINE;
    }
    const there = tenantId === NO_TENANT ? "no Entra tenant" : `tenant ${tenantId}`;
    return lack(
      `the organization is connected to ${there}, not to ${wanted}`,
      `${this.url}/_settings/organizationAad: connect it, or correct mlops:azureDevOps.deployTrigger.tenantId`,
    );
  }

  /** A deleted project keeps its name for 28 days. */
  async project(team: TeamProject): Promise<Finding> {
    const holder = await this.holder(team);
    if (holder !== "nobody") {
      return holder === "team"
        ? FINE
        : lack(
            `project ${team.project} is there already, and is not this team's`,
            "choose another mlops:azureDevOps.project",
          );
    }
    const deleted = await this.azureDevOps.get("core", "/_apis/projects", {
      form: FORMS.projects,
      scope: SCOPES.projects,
      query: { stateFilter: "deleted", $top: "1000" },
    });
    const names = deleted?.value.value.map(({ name }) => name.toLowerCase()) ?? [];
    return names.includes(team.project.toLowerCase())
      ? lack(
          `a deleted project keeps the name ${team.project} for 28 days`,
          `choose another mlops:azureDevOps.project, or restore it: ${this.url}/_settings/organizationOverview`,
        )
      : FINE;
  }

  async toolkit(): Promise<Finding> {
    const { publisherId, extensionId } = AWS_TOOLKIT;
    const path = `/_apis/extensionmanagement/installedextensionsbyname/${publisherId}/${extensionId}`;
    const found = await this.azureDevOps.get("extensions", path, {
      form: FORMS.extension,
      scope: SCOPES.extensions,
    });
    return found === undefined
      ? lack(
          "the extension AWS Toolkit is not installed",
          `az devops extension install --publisher-id ${publisherId} --extension-id ${extensionId} --organization ${this.url}`,
        )
      : FINE;
  }

  async parallelJobs(): Promise<Finding> {
    const found = await this.azureDevOps.get("core", "/_apis/distributedtask/resourceusage", {
      form: FORMS.usage,
      scope: SCOPES.agents,
      query: { parallelismTag: "Private", poolIsHosted: "true", includeRunningRequests: "false" },
    });
    const total = found?.value.resourceLimit?.totalCount;
    if (total === undefined) {
      throw new UnreadableError(SCOPES.agents, "Azure DevOps does not say how many jobs may run");
    }
    return total >= 1
      ? FINE
      : lack(
          "no Microsoft-hosted job may run in a private project",
          `https://aka.ms/azpipelines-parallelism-request for a free one, or buy one: ${this.url}/_settings/buildqueue`,
        );
  }

  /** The application is admitted with the project. */
  async licenses(
    people: readonly string[],
    objectId: string | undefined,
    team: TeamProject,
  ): Promise<Finding> {
    const isAdmitted = objectId === undefined || (await this.holder(team)) === "team";
    return licenseFinding(this.azureDevOps, { people, applications: isAdmitted ? 0 : 1, url: this.url });
  }

  private async holder({ project, description }: TeamProject): Promise<"nobody" | "team" | "others"> {
    const found = await this.azureDevOps.get("core", `/_apis/projects/${encodeURIComponent(project)}`, {
      form: FORMS.project,
      scope: SCOPES.projects,
    });
    if (found === undefined) {
      return "nobody";
    }
    return found.value.description === description ? "team" : "others";
  }

  /** Behind the gate, Azure DevOps has said who is connected. */
  private async connected(): Promise<Found<Connection>> {
    const found = await this.azureDevOps.connection();
    if (found === undefined) {
      throw new UnreadableError("any scope", "the organization does not say who is connected");
    }
    return found;
  }
}
