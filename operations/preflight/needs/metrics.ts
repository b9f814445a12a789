import { linksMetrics } from "../../../settings/monitored";
import { metricSinkName } from "../../../settings/scope";
import type { Account } from "../aws/account";
import type { Finding, Need } from "../need";
import { FINE, lack } from "../need";
import type { LandingZone, Target } from "../stack";

/** An account has one sink of CloudWatch a Region: one that somebody else made is in the way, or is to be used. */
export function metricNeeds({ settings, targets }: LandingZone, target: Target, account: Account): Need[] {
  const { place, planes, scope } = target;
  if (!planes.includes("automation") || !linksMetrics(settings) || targets.length === 1) {
    return [];
  }
  return [
    {
      place,
      by: "metrics of the other accounts (mlops:metricSink)",
      what: "sink of CloudWatch",
      look: async (): Promise<Finding> => {
        const names = await account.metricSinks();
        if (settings.metricSink === "existing") {
          return names.length > 0
            ? FINE
            : lack(
                `no sink of CloudWatch in ${scope.region}`,
                "leave mlops:metricSink out: the program makes one",
              );
        }
        const ours = metricSinkName(scope);
        const [other] = names.filter((name) => name !== ours);
        return other === undefined
          ? FINE
          : lack(
              `sink ${other} of CloudWatch is in this account already, and is not this stack's`,
              "set mlops:metricSink to existing; its policy has to let the other three accounts link AWS::CloudWatch::Metric",
            );
      },
    },
  ];
}
