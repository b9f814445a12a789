import type { Feature } from "./offered";
import { isOffered, OFFERS } from "./offered";
import { PLANES } from "./planes";
import type { Problem } from "./problems";
import { listAt, problem, valueAt } from "./problems";
import { OPT_IN_REGIONS, partitionOf, REGIONS } from "./regions";

/** Settings of parts that not every Region has. */
const PARTS: readonly (readonly [path: readonly string[], feature: Feature])[] = [
  [["notifications", "slack"], "chat"],
  [["notifications", "teams"], "chat"],
  [["mlflow"], "mlflow"],
];

/** What every landing zone and every organization stack needs. */
const LANDING_ZONE: readonly Feature[] = ["glueLogEncryption"];
const ORGANIZATION: readonly Feature[] = [
  "accountCreation",
  "serviceManagedStackSets",
  "budgets",
  "costAllocationTags",
];

/** Whether the Region of a landing zone offers what the settings ask for, and may be used. */
export function landingZoneInRegion(raw: unknown): Problem[] {
  const region = regionOf(raw);
  return region === undefined
    ? []
    : [...everything(region, LANDING_ZONE, "landing zone"), ...parts(raw, region), ...optedIn(raw, region)];
}

/** The same for an organization. All of its Regions are in one partition: no account reaches into another one. */
export function organizationInRegion(raw: unknown): Problem[] {
  const region = regionOf(raw);
  return region === undefined
    ? []
    : [
        ...everything(region, ORGANIZATION, "organization stack"),
        ...onePartition(raw, region),
        ...optedInHere(raw, region),
      ];
}

/** The Region; undefined where the schema has refused it already. */
function regionOf(raw: unknown): string | undefined {
  const region = valueAt(raw, ["region"]);
  return typeof region === "string" && REGIONS.includes(region) ? region : undefined;
}

function everything(region: string, needed: readonly Feature[], stack: string): Problem[] {
  const missing = needed.filter((feature) => !isOffered(feature, region)).map((feature) => OFFERS[feature]);
  return missing.length === 0
    ? []
    : [
        problem(
          ["region"],
          region,
          `a Region with all that the ${stack} needs; ${region} has no ${missing.map(({ what }) => what).join(", no ")}`,
          `${missing.map(({ instead }) => instead).join("; ")}: docs/regions.md`,
        ),
      ];
}

function parts(raw: unknown, region: string): Problem[] {
  return PARTS.filter(
    ([path, feature]) => valueAt(raw, path) !== undefined && !isOffered(feature, region),
  ).map(([path, feature]) => {
    const { what, instead } = OFFERS[feature];
    return problem(
      path,
      valueAt(raw, path),
      `nothing, since region is ${region}`,
      `leave it out: ${what} is not offered there; ${instead}`,
    );
  });
}

function onePartition(raw: unknown, region: string): Problem[] {
  const partition = partitionOf(region);
  return listAt(raw, ["allowedRegions"]).flatMap((other, index) =>
    typeof other === "string" && REGIONS.includes(other) && partitionOf(other) !== partition
      ? [
          problem(
            ["allowedRegions", index],
            other,
            `a Region of partition ${partition}, where ${region} is`,
            "remove it: accounts of one partition cannot act in another one",
          ),
        ]
      : [],
  );
}

/** The organization stack enables the Region for the accounts that it makes; for others it has to be done beforehand. */
function optedIn(raw: unknown, region: string): Problem[] {
  const accounts = valueAt(raw, ["accounts"]);
  if (accounts === undefined || valueAt(accounts, ["organizationStack"]) !== undefined) {
    return [];
  }
  const ids = [...PLANES, "single"].map((plane) => valueAt(accounts, [plane]));
  const named = ids.filter((id) => typeof id === "string").join(", ");
  return needsOptIn(raw, region, `account${named.includes(",") ? "s" : ""} ${named}`);
}

function optedInHere(raw: unknown, region: string): Problem[] {
  return needsOptIn(raw, region, "the management account");
}

function needsOptIn(raw: unknown, region: string, accounts: string): Problem[] {
  const given = valueAt(raw, ["regionOptIn"]);
  return OPT_IN_REGIONS.includes(region) && given !== "done"
    ? [
        problem(
          ["regionOptIn"],
          given,
          `done, since AWS asks each account to opt into ${region}`,
          `with credentials of ${accounts}, run: aws account enable-region --region-name ${region}; when ` +
            `aws account get-region-opt-status --region-name ${region} says ENABLED, say done`,
        ),
      ]
    : [];
}
