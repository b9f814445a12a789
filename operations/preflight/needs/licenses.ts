import { z } from "zod";

import type { AzureDevOps } from "../azure-devops";
import type { Finding } from "../need";
import { FINE, lack, UnreadableError } from "../need";

const SCOPE = "scope Member Entitlement Management (read)";

/** The license Basic, as Azure DevOps calls it. */
const BASIC = "express";

/** Levels of access with which nobody sees repositories. */
const NO_LICENSE = ["none", "stakeholder"];

const summary = z.object({
  licenses: z.array(
    z.object({
      accountLicenseType: z.string().default(""),
      total: z.number().default(0),
      assigned: z.number().default(0),
    }),
  ),
});
const member = z.object({
  user: z.object({ principalName: z.string().default("") }),
  accessLevel: z.object({
    accountLicenseType: z.string().default("none"),
    msdnLicenseType: z.string().default("none"),
  }),
});
const members = z.object({
  members: z.array(member).default([]),
  items: z.array(member).default([]),
  continuationToken: z.string().nullish(),
});

export interface WantedLicenses {
  /** Sign-in names in lower case, each once. */
  readonly people: readonly string[];
  /** Applications that the program admits. */
  readonly applications: number;
  /** Address of the organization. */
  readonly url: string;
}

/** Whether there is a free Basic license for everybody who has none. Five are free of charge. */
export async function licenseFinding(
  azureDevOps: AzureDevOps,
  { people, applications, url }: WantedLicenses,
): Promise<Finding> {
  const licensed = await licensedPeople(azureDevOps);
  const without = people.filter((person) => !licensed.has(person));
  const wanted = without.length + applications;
  if (wanted === 0) {
    return FINE;
  }
  const found = await azureDevOps.get("licenses", "/_apis/userentitlementsummary", {
    form: summary,
    scope: SCOPE,
    query: { select: "Licenses" },
  });
  const basic = found?.value.licenses.find(({ accountLicenseType }) => accountLicenseType === BASIC);
  if (basic === undefined) {
    throw new UnreadableError(SCOPE, "Azure DevOps does not say how many Basic licenses there are");
  }
  const free = Math.max(0, basic.total - basic.assigned);
  const whom = [...without, ...(applications === 0 ? [] : ["the application that starts deployments"])].join(
    ", ",
  );
  return free >= wanted
    ? FINE
    : lack(
        `${free} Basic licenses are free, ${wanted} are needed: ${whom}`,
        `${url}/_settings/billing: set the paid Basic users to ${basic.total + wanted - free - FREE_OF_CHARGE} or more`,
      );
}

/** Basic users of an organization that cost nothing. */
const FREE_OF_CHARGE = 5;

/** Sign-in names in lower case. Subscribers of Visual Studio have what Basic gives, too. */
async function licensedPeople(azureDevOps: AzureDevOps): Promise<Set<string>> {
  const licensed = new Set<string>();
  let continuationToken = "";
  do {
    const found = await azureDevOps.get("licenses", "/_apis/userentitlements", {
      form: members,
      scope: SCOPE,
      query: continuationToken === "" ? {} : { continuationToken },
    });
    for (const { user, accessLevel } of [...(found?.value.members ?? []), ...(found?.value.items ?? [])]) {
      if (!NO_LICENSE.includes(accessLevel.accountLicenseType) || accessLevel.msdnLicenseType !== "none") {
        licensed.add(user.principalName.toLowerCase());
      }
    }
    continuationToken = found?.value.continuationToken ?? found?.continuation ?? "";
  } while (continuationToken !== "");
  return licensed;
}
