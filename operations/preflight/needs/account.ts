import { globalArn } from "../../../settings/scope";
import type { Account } from "../aws/account";
import type { Need, Place } from "../need";
import { FINE, lack } from "../need";
import type { Target } from "../stack";

/** What comes first in an account: whoever deploys gets in, and its Region is on. */
export function accountNeeds({ place, role, scope }: Target, account: Account): Need[] {
  const roleArn = globalArn(scope, "iam", `role/${role ?? ""}`);
  return [
    {
      place,
      gate: true,
      by: "every resource of the account (mlops:accounts, mlops:deploymentRole)",
      what: "the role that deploys",
      look: async () => {
        const refused = await account.signIn("mlops:accounts.single without mlops:deploymentRole");
        return refused === undefined
          ? FINE
          : lack(
              `${roleArn} cannot be taken: ${refused}`,
              `aws sts assume-role --role-session-name preflight --role-arn ${roleArn}, with credentials of the ` +
                "management account; the organization stack makes the role: docs/bootstrap.md, step 3",
            );
      },
    },
    {
      ...regionNeed(place, account, scope.region, "every resource of the account (mlops:region)"),
      gate: true,
    },
  ];
}

/** That the account has opted into a Region, where AWS asks for that. */
export function regionNeed(place: Place, account: Account, region: string, by: string): Need {
  return {
    place,
    by,
    what: `Region ${region}`,
    look: async () => {
      const status = await account.optInStatus(region);
      if (status !== "not-opted-in") {
        return FINE;
      }
      return lack(
        `Region ${region} is not enabled`,
        `aws account enable-region --region-name ${region}, in account ${account.scope.account}; it takes minutes to hours`,
      );
    },
  };
}
