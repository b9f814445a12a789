import type { PlaneName } from "../../../settings/planes";
import type { Account } from "../aws/account";
import type { Need } from "../need";
import { FINE, lack } from "../need";
import type { LandingZone, Target } from "../stack";

interface ConcurrencyRow {
  readonly plane: PlaneName;
  /** Executions at the same time; 0: there is no such function. */
  readonly wanted: number;
  readonly by: string;
}

/** The quota "Concurrent executions"; new accounts often have 10 of them. */
const QUOTA_CODE = "L-B99A9384";

/** What AWS gives to accounts that are not new, and the least that can be asked for. */
const USUAL = 1000;

/** Functions that run at the same time when the landing zone works; each one at least once. */
function table({ settings }: LandingZone): ConcurrencyRow[] {
  const { dataSources, openSearch, inferenceApi } = settings;
  const { snowflake, azureDataLake } = dataSources;
  const functionsAtRequest =
    inferenceApi && (Object.keys(inferenceApi.processing).length > 0 || inferenceApi.jwt !== undefined);
  const requests = functionsAtRequest ? inferenceApi.throttling.burst : 0;
  const both = (row: Omit<ConcurrencyRow, "plane">): ConcurrencyRow[] => [
    { plane: "staging", ...row },
    { plane: "production", ...row },
  ];
  return [
    { plane: "development", wanted: 1, by: "arrivals of data" },
    { plane: "development", wanted: snowflake ? 1 : 0, by: "mlops:dataSources.snowflake" },
    {
      plane: "development",
      wanted: azureDataLake?.via === "dataSync" ? 1 : 0,
      by: "mlops:dataSources.azureDataLake",
    },
    // components/events/approval-path.ts: maximumConcurrency
    { plane: "automation", wanted: 2, by: "approvals that start deployments" },
    { plane: "automation", wanted: 1, by: "notices to people" },
    { plane: "automation", wanted: openSearch ? 2 : 0, by: "mlops:openSearch" },
    ...both({ wanted: 1, by: "batch inference" }),
    ...both({ wanted: inferenceApi ? 1 : 0, by: "mlops:inferenceApi" }),
    ...both({ wanted: requests, by: "mlops:inferenceApi.throttling.burst, with processing or jwt" }),
  ];
}

export function functionNeeds(zone: LandingZone, { place, planes, scope }: Target, account: Account): Need[] {
  const rows = table(zone).filter(({ plane, wanted }) => wanted > 0 && planes.includes(plane));
  const wanted = rows.reduce((sum, row) => sum + row.wanted, 0);
  return [
    {
      place,
      by: [...new Set(rows.map(({ by }) => by))].join("; "),
      what: "concurrent executions of Lambda",
      look: async () => {
        const limit = await account.concurrency();
        return limit >= wanted
          ? FINE
          : lack(
              `Lambda runs ${limit} executions at the same time, needed is ${wanted}`,
              `aws service-quotas request-service-quota-increase --service-code lambda --quota-code ${QUOTA_CODE} ` +
                `--desired-value ${Math.max(USUAL, wanted)} --region ${scope.region}`,
            );
      },
    },
  ];
}
