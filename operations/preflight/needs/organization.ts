import type { FoundOrganization, Member, OrganizationReads } from "../aws/organization";
import { missingPreconditions, neededServices } from "../../../components/organizations/preconditions";
import { PLANES } from "../../../settings/planes";
import { partitionOf } from "../../../settings/regions";
import type { OrganizationSettings } from "../../../settings/schema/organization";
import { Account } from "../aws/account";
import type { Caller } from "../aws/caller";
import type { Finding, Need } from "../need";
import { FINE, lack, UnreadableError } from "../need";
import { regionNeed } from "./account";

/** Quota of AWS Organizations for the number of accounts. It is kept in the home Region of the partition. */
const ACCOUNTS_QUOTA = "L-E619E033";

/** Unit that the program makes: an organization that has it is the program's, or adopted by it. */
const OUR_UNIT = "ml";

export function organizationNeeds(
  settings: OrganizationSettings,
  caller: Caller,
  organization: OrganizationReads,
): Need[] {
  const { managementAccount, region, allowedRegions, securityAccount } = settings;
  const place = { title: `management account ${managementAccount}, ${region}` };
  const scopeOfHome = {
    team: "platform",
    plane: "management",
    account: managementAccount,
    region: caller.homeRegion,
    partition: partitionOf(region),
    protect: true,
  };
  const account = new Account(caller, scopeOfHome);
  const need = (by: string, what: string, look: Need["look"]): Need => ({ place, by, what, look });
  return [
    {
      ...need("everything (mlops:managementAccount)", "credentials", async () => {
        await account.signIn("mlops:managementAccount");
        return FINE;
      }),
      gate: true,
    },
    {
      ...need("units and guardrails (mlops:organization)", "organization", () =>
        presence(settings, organization),
      ),
      gate: true,
    },
    need(
      "units, guardrails, trail, roles of deployers (mlops:organization: adopt)",
      "state of the organization",
      () => preconditions(settings, organization),
    ),
    ...[...new Set([region, ...allowedRegions])].map((allowed) =>
      regionNeed(
        place,
        account,
        allowed,
        "trail and stack sets (mlops:region), accounts of teams (mlops:allowedRegions)",
      ),
    ),
    need("accounts of teams (mlops:teams)", "quota of accounts", () =>
      accountQuota(settings, account, organization),
    ),
    need("accounts of teams (mlops:accountEmail)", "addresses of accounts", async () =>
      takenAddresses(settings, await members(organization)),
    ),
    ...(securityAccount === undefined
      ? []
      : [
          need("administration of security services (mlops:securityAccount)", "security account", async () =>
            (await members(organization)).some(({ id }) => id === securityAccount)
              ? FINE
              : lack(
                  `account ${securityAccount} does not belong to the organization`,
                  `aws organizations invite-account-to-organization --target Id=${securityAccount},Type=ACCOUNT`,
                ),
          ),
        ]),
  ];
}

async function presence(
  { organization: mode, managementAccount }: OrganizationSettings,
  organization: OrganizationReads,
): Promise<Finding> {
  const found = await organization.found();
  if (found === undefined) {
    return mode === "create"
      ? FINE
      : lack(
          `account ${managementAccount} belongs to no organization`,
          "aws organizations create-organization --feature-set ALL, or set mlops:organization to create",
        );
  }
  if (found.managementAccount !== managementAccount) {
    return lack(
      `account ${managementAccount} is a member of organization ${found.id}`,
      `set mlops:managementAccount to ${found.managementAccount}, and sign in there`,
    );
  }
  return mode === "adopt" || (await isOurs(found, organization))
    ? FINE
    : lack(`account ${managementAccount} has an organization already`, "set mlops:organization to adopt");
}

async function isOurs({ roots }: FoundOrganization, organization: OrganizationReads): Promise<boolean> {
  return (await organization.units(roots[0]?.id ?? "")).includes(OUR_UNIT);
}

/** The program makes all of it where it makes the organization. */
async function preconditions(
  settings: OrganizationSettings,
  organization: OrganizationReads,
): Promise<Finding[]> {
  const found = await organization.found();
  return found === undefined || settings.organization === "create"
    ? []
    : missingPreconditions(found, neededServices(settings)).map(({ what, command }) =>
        lack(`the organization lacks ${what}`, command),
      );
}

async function accountQuota(
  settings: OrganizationSettings,
  account: Account,
  organization: OrganizationReads,
): Promise<Finding> {
  const there = await members(organization);
  const names = Object.keys(settings.teams).flatMap((team) => PLANES.map((plane) => `${team}-${plane}`));
  const wanted = names.filter((name) => !there.some((member) => member.name === name)).length;
  const quota = (await account.quotas("organizations")).find(({ code }) => code === ACCOUNTS_QUOTA);
  const needed = Math.max(1, there.length) + wanted;
  if (quota === undefined) {
    throw new UnreadableError(
      `nothing: Service Quotas has no ${ACCOUNTS_QUOTA} of organizations in ${account.scope.region}`,
      `${needed} accounts are needed: look in the console of Service Quotas`,
    );
  }
  if (quota.value >= needed) {
    return FINE;
  }
  return lack(
    `an organization may have ${quota.value} accounts, needed are ${wanted} besides ${there.length} that are there`,
    `aws service-quotas request-service-quota-increase --service-code organizations --quota-code ${ACCOUNTS_QUOTA} ` +
      `--desired-value ${needed} --region ${account.scope.region}`,
  );
}

/** Only accounts of this organization can be seen; AWS knows the others, too. */
function takenAddresses({ teams, accountEmail }: OrganizationSettings, there: readonly Member[]): Finding[] {
  return Object.keys(teams).flatMap((team) =>
    PLANES.flatMap((plane) => {
      const address = accountEmail.replaceAll("{team}", team).replaceAll("{account}", plane);
      const holder = there.find(({ email }) => email.toLowerCase() === address.toLowerCase());
      return holder === undefined || holder.name === `${team}-${plane}`
        ? []
        : [
            lack(
              `address ${address} is taken by account ${holder.id} (${holder.name})`,
              "choose another pattern for mlops:accountEmail",
            ),
          ];
    }),
  );
}

/** None but the account itself before there is an organization. */
async function members(organization: OrganizationReads): Promise<Member[]> {
  return (await organization.found()) === undefined ? [] : organization.members();
}
