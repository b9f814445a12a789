import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";

import type { Caller } from "../aws/caller";
import { pages, read } from "../aws/read";
import type { Need } from "../need";
import { FINE, lack } from "../need";
import type { LandingZone } from "../stack";

/** Studio can let people in from the access portal only where Identity Center is in the same Region. */
export function identityCenterNeeds({ settings }: LandingZone, caller: Caller): Need[] {
  const { studio, region } = settings;
  if (studio?.signIn !== "identityCenter") {
    return [];
  }
  return [
    {
      place: { title: `IAM Identity Center, ${region}` },
      by: "Studio (mlops:studio.signIn: identityCenter)",
      what: "instance of IAM Identity Center",
      look: async () => {
        const sso = new SSOAdminClient(caller.clientSettings(region));
        const instances = await read("sso:ListInstances", () =>
          pages(async (NextToken) => {
            const answer = await sso.send(new ListInstancesCommand({ NextToken }));
            return [answer.Instances ?? [], answer.NextToken];
          }),
        );
        return instances.length > 0
          ? FINE
          : lack(
              `no instance of IAM Identity Center in ${region}`,
              `https://${region}.console.aws.amazon.com/singlesignon: Enable, in the management account; or set mlops:studio.signIn to iam`,
            );
      },
    },
  ];
}
