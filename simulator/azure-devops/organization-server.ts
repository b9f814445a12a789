import type { Answer } from "./protocol";
import { send, serve } from "./local-server";

/** An Azure DevOps organization, as far as it can be read before a project is there. Tests change it freely. */
export interface SimulatedDevOps {
  readonly organization: string;
  instanceId: string;
  /** Entra tenant that it is connected to. */
  tenantId: string;
  /** The personal access token that is taken. */
  token: string;
  isAdministrator: boolean;
  /** Descriptions of projects by name. */
  readonly projects: Map<string, string>;
  readonly deletedProjects: string[];
  hasAwsToolkit: boolean;
  hostedJobs: number;
  basicLicenses: number;
  /** Level of access by sign-in name. */
  readonly members: Map<string, string>;
  /** Paths that answer with this status in place of what they know. */
  readonly refused: Map<string, number>;
}

export interface DevOpsRequest {
  readonly method: string;
  readonly url: string;
}

export interface DevOpsStandIn {
  /** Address of the organization at a part of Azure DevOps. */
  readonly address: (part: string, organization: string) => string;
  readonly requests: readonly DevOpsRequest[];
  readonly stop: () => Promise<void>;
}

const ME = "6d1f0a52-7f3e-4b1d-9b58-0d2c8e0a7c11";
const GROUP = "Microsoft.TeamFoundation.Identity;S-1-9-1551374245-1204400969-2402986413-2179408616";

/** Serves it on 127.0.0.1: each part of Azure DevOps, which has a host of its own, below a path of its own. */
export async function startDevOps(state: SimulatedDevOps): Promise<DevOpsStandIn> {
  const requests: DevOpsRequest[] = [];
  const { url, stop } = await serve((message, response) => {
    const { method = "", url: path = "", headers } = message;
    requests.push({ method, url: path });
    const { pathname, searchParams } = new URL(path, "http://127.0.0.1");
    const expected = `Basic ${Buffer.from(`:${state.token}`).toString("base64")}`;
    const [, part = "", organization = "", ...rest] = pathname.split("/");
    const refused = state.refused.get(`/${rest.join("/")}`);
    const normal =
      headers.authorization === expected
        ? answer(state, `${part} ${rest.join("/")}`, organization, searchParams)
        : { status: 401, body: "" };
    const {
      status,
      headers: own,
      body,
    } = refused === undefined ? normal : { status: refused, body: { message: "TF400813" } };
    send(response, { status, headers: { ...own, "X-VSS-ResourceTenant": state.tenantId }, body });
    return Promise.resolve();
  });
  return { address: (part, organization) => `${url}/${part}/${organization}`, requests, stop };
}

function answer(state: SimulatedDevOps, what: string, organization: string, query: URLSearchParams): Answer {
  if (organization !== state.organization) {
    return { status: 404, body: "" };
  }
  const projectName = /^core _apis\/projects\/(.+)$/.exec(what)?.[1];
  if (projectName !== undefined) {
    const description = state.projects.get(decodeURIComponent(projectName));
    return description === undefined ? missing(projectName) : found({ name: projectName, description });
  }
  switch (what) {
    case "core _apis/connectionData":
      return found({ instanceId: state.instanceId, authenticatedUser: { id: ME } });
    case "core _apis/projects":
      return found({ value: query.get("stateFilter") === "deleted" ? state.deletedProjects.map(named) : [] });
    case "core _apis/distributedtask/resourceusage":
      return found({ resourceLimit: { totalCount: state.hostedJobs } });
    case "identities _apis/identities":
      return found({
        value: [
          { id: query.get("identityIds"), memberOf: [`${GROUP}-0-0-0-0-${state.isAdministrator ? 1 : 3}`] },
        ],
      });
    case "extensions _apis/extensionmanagement/installedextensionsbyname/AmazonWebServices/aws-vsts-tools":
      return state.hasAwsToolkit ? found({ extensionId: "aws-vsts-tools" }) : missing(what);
    case "licenses _apis/userentitlementsummary":
      return found({ licenses: licenses(state) });
    case "licenses _apis/userentitlements":
      return membersFrom(state, Number(query.get("continuationToken") ?? 0));
    default:
      return missing(what);
  }
}

function licenses({ basicLicenses, members }: SimulatedDevOps): object[] {
  const assigned = [...members.values()].filter((level) => level === "express").length;
  return [
    { accountLicenseType: "stakeholder", total: 0, assigned: members.size - assigned },
    { accountLicenseType: "express", licenseName: "Basic", total: basicLicenses, assigned },
  ];
}

/** One on a page, so that every listing has several. */
function membersFrom({ members }: SimulatedDevOps, start: number): Answer {
  const all = [...members];
  return found({
    members: all.slice(start, start + 1).map(([principalName, accountLicenseType]) => ({
      user: { principalName },
      accessLevel: { accountLicenseType, msdnLicenseType: "none" },
    })),
    continuationToken: start + 1 < all.length ? String(start + 1) : null,
  });
}

function named(name: string): object {
  return { name };
}

function found(body: Readonly<Record<string, unknown>>): Answer {
  return { status: 200, body };
}

function missing(what: string): Answer {
  return { status: 404, body: { message: `${what} is not here` } };
}
