import { z } from "zod";

import { AWS_TOOLKIT, projectDescription } from "../../../settings/azure-devops-names";
import { azureDevOpsUrl } from "../../../settings/azure-devops-url";
import { PERSONAS } from "../../../settings/personas";
import type { LandingZoneSettings } from "../../../settings/schema/landing-zone";
import type { AzureDevOps } from "../azure-devops";
import { SignInError } from "../azure-devops";
import type { Finding, Need } from "../need";
import { FINE, lack, UnreadableError } from "../need";
import { licenseFinding } from "./licenses";

const connection = z.object({
  instanceId: z.string(),
  authenticatedUser: z.object({ id: z.string() }),
});
const identities = z.object({ value: z.array(z.object({ memberOf: z.array(z.string()).default([]) })) });
const usage = z.object({ resourceLimit: z.object({ totalCount: z.number() }).nullish() });
const project = z.object({ description: z.string().default("") });
const projects = z.object({ value: z.array(z.object({ name: z.string() })) });
const anything = z.looseObject({});

/** Project Collection Administrators, in every organization. */
const ADMINISTRATORS = "S-1-9-1551374245-1204400969-2402986413-2179408616-0-0-0-0-1";

const NO_TENANT = "00000000-0000-0000-0000-000000000000";

/** What the team's organization has to have, and whoever runs the program there. */
export function azureDevOpsNeeds(settings: LandingZoneSettings, azureDevOps: AzureDevOps): Need[] {
  const { organization } = settings.azureDevOps;
  const place = { title: `Azure DevOps organization ${organization}` };
  const url = azureDevOpsUrl(organization);
  const need = (by: string, what: string, look: Need["look"]): Need => ({ place, by, what, look });
  return [
    {
      ...need("everything in Azure DevOps (mlops:azureDevOps.organization)", "sign-in", () =>
        signIn(settings, azureDevOps, url),
      ),
      gate: true,
    },
    need("trust of AWS (mlops:azureDevOps.organizationId)", "id of the organization", async () => {
      const { instanceId } = await connected(azureDevOps);
      return instanceId.toLowerCase() === settings.azureDevOps.organizationId.toLowerCase()
        ? FINE
        : lack(
            `the organization's id is ${instanceId}, not ${settings.azureDevOps.organizationId}`,
            `set mlops:azureDevOps.organizationId to ${instanceId}`,
          );
    }),
    need("project, people, extension, settings of pipelines", "membership of administrators", () =>
      administrator(azureDevOps, url),
    ),
    need("the application that starts deployments (mlops:azureDevOps.deployTrigger.tenantId)", "tenant", () =>
      tenant(settings, azureDevOps, url),
    ),
    need("the team's project (mlops:azureDevOps.project)", "name of the project", () =>
      projectName(settings, azureDevOps, url),
    ),
    ...(settings.azureDevOps.awsToolkit === "install"
      ? []
      : [
          need("service connections to AWS (mlops:azureDevOps.awsToolkit: existing)", "AWS Toolkit", () =>
            toolkit(azureDevOps, url),
          ),
        ]),
    need("pipelines (mlops:models): the project is private", "hosted parallel jobs", () =>
      parallelJobs(azureDevOps, url),
    ),
    need("people (mlops:people), the application that starts deployments", "Basic licenses", async () =>
      licenseFinding(azureDevOps, {
        people: [
          ...new Set(
            PERSONAS.flatMap((persona) => settings.people[persona]).map((name) => name.toLowerCase()),
          ),
        ],
        applications:
          settings.azureDevOps.deployTrigger.objectId !== undefined && !(await isOurs(settings, azureDevOps))
            ? 1
            : 0,
        url,
      }),
    ),
  ];
}

/** What Azure DevOps says of itself and of whoever asks. */
async function connected(
  azureDevOps: AzureDevOps,
): Promise<z.infer<typeof connection> & { tenantId: string }> {
  const found = await azureDevOps.get("core", "/_apis/connectionData", {
    form: connection,
    scope: "any scope",
  });
  if (found === undefined) {
    throw new UnreadableError("any scope", "the organization does not say who is connected");
  }
  return { ...found.value, tenantId: found.answer.tenantId };
}

async function signIn(
  { azureDevOps: { organization } }: LandingZoneSettings,
  azureDevOps: AzureDevOps,
  url: string,
): Promise<Finding> {
  try {
    const found = await azureDevOps.get("core", "/_apis/connectionData", {
      form: connection,
      scope: "any scope",
    });
    return found === undefined
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
      `make a token at ${url}/_usersSettings/tokens and set AZDO_PERSONAL_ACCESS_TOKEN, or sign in: az login`,
    );
  }
}

async function administrator(azureDevOps: AzureDevOps, url: string): Promise<Finding> {
  const { authenticatedUser } = await connected(azureDevOps);
  const scope = "scope Identity (read)";
  const found = await read(
    azureDevOps.get("identities", "/_apis/identities", {
      form: identities,
      scope,
      query: { identityIds: authenticatedUser.id, queryMembership: "ExpandedUp" },
    }),
    scope,
  );
  const groups = found?.value.value.flatMap(({ memberOf }) => memberOf) ?? [];
  return groups.some((group) => group.endsWith(ADMINISTRATORS))
    ? FINE
    : lack(
        "whoever runs this is no Project Collection Administrator",
        `${url}/_settings/groups: add the identity to Project Collection Administrators`,
      );
}

async function tenant(
  { azureDevOps: { deployTrigger } }: LandingZoneSettings,
  azureDevOps: AzureDevOps,
  url: string,
): Promise<Finding> {
  const wanted = deployTrigger.tenantId;
  if (wanted === undefined) {
    return FINE;
  }
  const { tenantId } = await connected(azureDevOps);
  if (tenantId === "") {
    throw new UnreadableError(
      "nothing: look at the organization's settings",
      "Azure DevOps does not say its tenant",
    );
  }
  if (tenantId.toLowerCase() === wanted.toLowerCase()) {
    return FINE;
  }
  const there = tenantId === NO_TENANT ? "no Entra tenant" : `tenant ${tenantId}`;
  return lack(
    `the organization is connected to ${there}, not to ${wanted}`,
    `${url}/_settings/organizationAad: connect it, or set mlops:azureDevOps.deployTrigger.tenantId`,
  );
}

/** Undefined: there is no project of the name. */
async function describedProject(
  { azureDevOps: { project: name } }: LandingZoneSettings,
  azureDevOps: AzureDevOps,
) {
  const scope = "scope Project and Team (read)";
  return read(
    azureDevOps.get("core", `/_apis/projects/${encodeURIComponent(name)}`, { form: project, scope }),
    scope,
  );
}

async function isOurs(settings: LandingZoneSettings, azureDevOps: AzureDevOps): Promise<boolean> {
  const found = await describedProject(settings, azureDevOps);
  return found?.value.description === projectDescription(settings.team.name);
}

/** A deleted project keeps its name for 28 days. */
async function projectName(
  settings: LandingZoneSettings,
  azureDevOps: AzureDevOps,
  url: string,
): Promise<Finding> {
  const { project: name } = settings.azureDevOps;
  const there = await describedProject(settings, azureDevOps);
  if (there !== undefined) {
    return there.value.description === projectDescription(settings.team.name)
      ? FINE
      : lack(`project ${name} is there and is not this team's`, "choose another mlops:azureDevOps.project");
  }
  const scope = "scope Project and Team (read)";
  const deleted = await read(
    azureDevOps.get("core", "/_apis/projects", {
      form: projects,
      scope,
      query: { stateFilter: "deleted", $top: "1000" },
    }),
    scope,
  );
  return deleted?.value.value.some((other) => other.name.toLowerCase() === name.toLowerCase()) === true
    ? lack(
        `a deleted project keeps the name ${name} for 28 days`,
        `choose another mlops:azureDevOps.project, or restore the project: ${url}/_settings/organizationOverview`,
      )
    : FINE;
}

async function toolkit(azureDevOps: AzureDevOps, url: string): Promise<Finding> {
  const { publisherId, extensionId } = AWS_TOOLKIT;
  const scope = "scope Extensions (read)";
  const found = await read(
    azureDevOps.get(
      "extensions",
      `/_apis/extensionmanagement/installedextensionsbyname/${publisherId}/${extensionId}`,
      {
        form: anything,
        scope,
      },
    ),
    scope,
  );
  return found === undefined
    ? lack(
        "the extension AWS Toolkit is not installed",
        `az devops extension install --publisher-id ${publisherId} --extension-id ${extensionId} --organization ${url}, ` +
          "or set mlops:azureDevOps.awsToolkit to install",
      )
    : FINE;
}

async function parallelJobs(azureDevOps: AzureDevOps, url: string): Promise<Finding> {
  const scope = "scope Agent Pools (read)";
  const found = await read(
    azureDevOps.get("core", "/_apis/distributedtask/resourceusage", {
      form: usage,
      scope,
      query: { parallelismTag: "Private", poolIsHosted: "true", includeRunningRequests: "false" },
    }),
    scope,
  );
  const total = found?.value.resourceLimit?.totalCount;
  if (total === undefined) {
    throw new UnreadableError(scope, "Azure DevOps does not say how many jobs may run");
  }
  return total >= 1
    ? FINE
    : lack(
        "no Microsoft-hosted job may run in a private project",
        `https://aka.ms/azpipelines-parallelism-request for a free one, or buy one at ${url}/_settings/buildqueue`,
      );
}

/** A token that is good for the organization, but not for this. */
export async function read<T>(answer: Promise<T>, scope: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof SignInError ? new UnreadableError(scope, error.message) : error;
  }
}
