import { z } from "zod";

import { accountId, email, explained, region, slug, text } from "./values";

/** AWS takes addresses of 64 characters; the longest names, 12 and 11, are 8 longer than their placeholders. */
const LONGEST_ACCOUNT_EMAIL = 56;

/** Settings of the management account: organizational units, the teams' accounts, service control policies. */
export const organizationSchema = z.strictObject({
  kind: z.literal("organization").meta({ description: "This stack is the management account." }),
  region: region("Region of the provider; what this stack creates is global."),
  managementAccount: accountId("The organization's management account."),
  owner: email("Who answers for the organization; a tag on every resource."),
  costCenter: text("Cost centre; a tag on every resource.", 32),
  organization: explained(z.enum(["adopt", "create"]).default("adopt"), {
    description: "adopt: use the organization that the management account already has. create: make one.",
    allowed: "adopt or create",
    fix: "say create only for an account that belongs to no organization",
  }),
  allowedRegions: explained(z.array(region("Region that ML accounts may use.")).min(1), {
    description: "Regions where the ML accounts may act; a service control policy denies the others.",
    allowed: "a list of at least one Region",
    fix: "list the Regions of all landing zones",
  }),
  accountEmail: explained(
    z
      .string()
      .max(LONGEST_ACCOUNT_EMAIL)
      .regex(
        /^[^@\s{}]*(\{team\}[^@\s{}]*\{account\}|\{account\}[^@\s{}]*\{team\})[^@\s{}]*@[\w.-]+\.[a-z]{2,}$/,
      ),
    {
      description:
        "Root e-mail address of new accounts. {team} and {account} are replaced; each address must be new to AWS.",
      allowed:
        "an address of at most 56 characters with {team} and {account}, such as aws+{team}-{account}@example.com",
      fix: "use sub-addressing of a mailbox that the platform team reads",
    },
  ),
  teams: explained(
    z
      .record(
        slug("Name of the team.", 12),
        explained(
          z.strictObject({
            owner: email("Who answers for the team's accounts; a tag on them."),
            costCenter: text("Cost centre; a tag on the accounts.", 32),
          }),
          {
            description: "One team.",
            allowed: "owner and costCenter",
            fix: "write both below the team's name",
          },
        ),
      )
      .refine((value) => Object.keys(value).length > 0),
    {
      description:
        "The teams by name. Each gets four accounts: development, automation, staging, production.",
      allowed: "at least one team, each with owner and costCenter",
      fix: "add a team: its name, then owner and costCenter",
    },
  ),
});

export type OrganizationSettings = z.output<typeof organizationSchema>;
