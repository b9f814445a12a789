import { z } from "zod";

import { owner, tagText } from "./texts";
import { accountId, explained, region, regionOptIn, slug } from "./values";

/** AWS takes addresses of 64 characters; the longest names, 12 and 11, are 8 longer than their placeholders. */
const LONGEST_ACCOUNT_EMAIL = 56;

/** What AWS takes as the address of an account: ASCII, without a dot at its beginning and without quotes, brackets, %, & and |. */
const ROOT_ADDRESS = /^(?!\.)[\w!#$*+/=?^`{}~.-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** So many patterns of such a length fit into a service control policy beside everything else. */
const MOST_INSTANCE_TYPES = 30;
const LONGEST_INSTANCE_TYPE = 24;

const allowedInstanceTypes = explained(
  z
    .array(
      explained(
        z
          .string()
          .max(LONGEST_INSTANCE_TYPE)
          .regex(/^ml\.[a-z0-9-]+\.(\*|[a-z0-9]+)$/),
        {
          description: "Pattern of an instance type.",
          allowed: "a family with all its sizes such as ml.m5.*, or one type such as ml.m5.large",
          fix: "begin with ml. and end with a size or an asterisk",
        },
      ),
    )
    .min(1)
    .max(MOST_INSTANCE_TYPES)
    .default(["ml.c5.*", "ml.g4dn.*", "ml.m5.*", "ml.m5d.*", "ml.t3.*"]),
  {
    description:
      "Instance types on which ML accounts may run notebooks, jobs and endpoints; a service control policy denies the others. Clarify asks models on ml.m5d.*: it gives no key for volumes, and their disks take none.",
    allowed: `a list of 1 to ${MOST_INSTANCE_TYPES} patterns`,
    fix: "list the families that the teams have agreed to pay for; what exists keeps running",
  },
);

const auditTrail = explained(
  z
    .strictObject({
      trail: explained(z.enum(["create", "existing"]).default("create"), {
        description:
          "create: record the management events of all accounts. existing: the organization has such a trail already.",
        allowed: "create or existing",
        fix: "say existing if AWS Control Tower or another program keeps a trail of the organization: a second one is charged",
      }),
      lock: explained(z.enum(["GOVERNANCE", "COMPLIANCE"]).default("GOVERNANCE"), {
        description:
          "How firmly S3 keeps the logs. GOVERNANCE: who has the permission s3:BypassGovernanceRetention can delete them. COMPLIANCE: nobody can, AWS included, and the days can only be raised.",
        allowed: "GOVERNANCE or COMPLIANCE",
        fix: "begin with GOVERNANCE; say COMPLIANCE where a regulation asks for it",
      }),
      lockDays: explained(z.int().min(1).max(3650).default(365), {
        description:
          "Days during which a log file cannot be deleted. Afterwards it stays until somebody does.",
        allowed: "a whole number from 1 to 3650",
        fix: "ask whoever audits you",
      }),
    })
    .prefault({}),
  {
    description: "Record of who did what in every account and Region of the organization.",
    allowed: "trail, lock and lockDays, all optional",
    fix: "leave it out for the defaults",
  },
);

const team = explained(
  z.strictObject({
    owner: owner("Who answers for the team's accounts; a tag on them."),
    costCenter: tagText("Cost center; a tag on the accounts.", 32),
    monthlyBudgetUsd: explained(z.int().min(1).max(1_000_000).default(1000), {
      description:
        "Budget of each of the team's accounts, in US dollars a month. At 80 % spent, and when 100 % are forecast, the owners of team and organization get an e-mail; nothing is stopped.",
      allowed: "a whole number from 1 to 1000000",
      fix: "use what one account may cost in a month",
    }),
  }),
  {
    description: "One team.",
    allowed: "owner, costCenter and, optionally, monthlyBudgetUsd",
    fix: "write both below the team's name",
  },
);

/** Settings of the management account: units, accounts and what watches them, guards them and lets teams deploy into them. */
export const organizationSchema = z.strictObject({
  kind: z.literal("organization").meta({ description: "This stack is the management account." }),
  region: region("Home Region of the trail and of the stack sets; everything else here is global."),
  regionOptIn: regionOptIn(
    "done: the management account has been enabled for region, where that is one that AWS asks to opt into. The stack enables the accounts of teams itself.",
  ),
  managementAccount: accountId("The organization's management account."),
  owner: owner("Who answers for the organization; a tag on every resource."),
  costCenter: tagText("Cost center; a tag on every resource.", 32),
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
  allowedInstanceTypes,
  auditTrail,
  securityAccount: accountId(
    "Account of the organization that administers IAM Access Analyzer, AWS Config, GuardDuty and Security Hub for all accounts. Without it nobody but the management account does.",
  ).optional(),
  costAllocationTags: explained(z.enum(["later", "activate"]).default("later"), {
    description:
      "activate: costs can be grouped by the tags Project, Team, Environment, CostCenter and ManagedBy. AWS refuses tags that it has not seen for about a day.",
    allowed: "later or activate",
    fix: "say later at first, and activate a day after the first landing zone is up",
  }),
  accountEmail: explained(
    z
      .string()
      .max(LONGEST_ACCOUNT_EMAIL)
      .refine((value) => isAccountEmail(value)),
    {
      description:
        "Root e-mail address of new accounts. {team} and {account} are replaced; each address must be new to AWS.",
      allowed:
        "an address of at most 56 characters with {team} and {account}, such as aws+{team}-{account}@example.com; plain letters, digits and punctuation that AWS takes",
      fix: "use sub-addressing of a mailbox that the platform team reads",
    },
  ),
  teams: explained(
    z.record(slug("Name of the team.", 12), team).refine((value) => Object.keys(value).length > 0),
    {
      description:
        "The teams by name. Each gets four accounts: development, automation, staging, production.",
      allowed: "at least one team, each with owner and costCenter",
      fix: "add a team: its name, then owner and costCenter",
    },
  ),
});

export type OrganizationSettings = z.output<typeof organizationSchema>;

/** An address with each placeholder once, and no other braces. */
function isAccountEmail(value: string): boolean {
  const placeholders = value.match(/\{[^}]*\}|[{}]/g) ?? [];
  return placeholders.sort().join("") === "{account}{team}" && ROOT_ADDRESS.test(value);
}
