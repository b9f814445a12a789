import { dataSourcesComplete } from "./data-source-checks";
import { deployTriggerComplete } from "./deploy-trigger-checks";
import { identifiersOfOneKind } from "./identifier-checks";
import { inferenceApiComplete } from "./inference-api-checks";
import { monitoringComplete } from "./monitoring-checks";
import { asManyZones, noRouteToAws, overlappingNetworks } from "./network-checks";
import { notificationsMakeSense } from "./notification-checks";
import { leadForImages, peopleForProduction } from "./people-checks";
import type { Problem } from "./problems";
import { listAt, problem, recordAt, valueAt } from "./problems";
import { PLANES } from "./planes";
import { landingZoneInRegion, organizationInRegion } from "./region-checks";
import { partitionOf, REGIONS } from "./regions";
import { repeatedEntries } from "./repeated-checks";
import { nodesOverZones } from "./search-checks";

/**
 * Rules between several settings. They look at the raw values, so that they speak up even where another value is
 * wrong: the reader gets every problem in one go.
 *
 * @param secrets - Configuration keys that hold secrets and are given.
 */
export function landingZoneChecks(raw: unknown, secrets: readonly string[]): Problem[] {
  return [
    ...formOfAccounts(raw),
    ...accountsOfProduction(raw),
    ...distinctAccounts(raw),
    ...organizationIdKnown(raw),
    ...overlappingNetworks(raw),
    ...noRouteToAws(raw),
    ...replicationNeedsAccounts(raw),
    ...rolesOfFeatures(raw),
    ...peopleForProduction(raw),
    ...leadForImages(raw),
    ...distinctIssuers(raw),
    ...deployTriggerComplete(raw),
    ...roleOfThePipeline(raw),
    ...stateInThePartition(raw),
    ...dataSourcesComplete(raw, secrets),
    ...nodesOverZones(raw),
    ...notificationsMakeSense(raw),
    ...inferenceApiComplete(raw),
    ...monitoringComplete(raw),
    ...identifiersOfOneKind(raw),
    ...repeatedEntries(raw),
    ...landingZoneInRegion(raw),
    ...asManyZones(raw),
  ];
}

export function organizationChecks(raw: unknown): Problem[] {
  return [
    ...regionAllowed(raw),
    ...delegateApart(raw),
    ...repeatedEntries(raw),
    ...organizationInRegion(raw),
  ];
}

function regionAllowed(raw: unknown): Problem[] {
  const regions = listAt(raw, ["allowedRegions"]);
  const region = valueAt(raw, ["region"]);
  if (typeof region === "string" && regions.length > 0 && !regions.includes(region)) {
    return [
      problem(
        ["allowedRegions"],
        regions,
        `a list that contains mlops:region (${region})`,
        `add ${region} to the list`,
      ),
    ];
  }
  return [];
}

/** AWS registers no management account as a delegated administrator: it administers everything as it is. */
function delegateApart(raw: unknown): Problem[] {
  const delegate = valueAt(raw, ["securityAccount"]);
  return delegate !== undefined && delegate === valueAt(raw, ["managementAccount"])
    ? [
        problem(
          ["securityAccount"],
          delegate,
          "another account of the organization than mlops:managementAccount",
          "name the account of the security team, or leave the setting out",
        ),
      ]
    : [];
}

function formOfAccounts(raw: unknown): Problem[] {
  const accounts = valueAt(raw, ["accounts"]);
  if (typeof accounts !== "object" || accounts === null) {
    return [];
  }
  const given = Object.keys(accounts);
  const planes = PLANES.filter((plane) => given.includes(plane));
  const forms = [planes.length > 0, given.includes("single"), given.includes("organizationStack")];
  const allowed = "exactly one of: the four account ids, single, organizationStack";
  if (forms.filter(Boolean).length !== 1) {
    return [problem(["accounts"], given, allowed, "keep one form and remove the others")];
  }
  return planes.length === 0
    ? []
    : PLANES.filter((plane) => !given.includes(plane)).map((plane) =>
        problem(
          ["accounts", plane],
          undefined,
          "an AWS account id: 12 digits in quotes",
          `add the ${plane} account`,
        ),
      );
}

/** In one account, whoever may do something for one plane may do it for production. */
function accountsOfProduction(raw: unknown): Problem[] {
  const single = valueAt(raw, ["accounts", "single"]);
  const alone = single !== undefined && formOfAccounts(raw).length === 0;
  return alone && valueAt(raw, ["profile"]) === "production"
    ? [
        problem(
          ["accounts", "single"],
          single,
          "the four account ids, or organizationStack, since the profile is production",
          "give each plane its own account, or say profile: trial",
        ),
      ]
    : [];
}

function distinctAccounts(raw: unknown): Problem[] {
  const ids = PLANES.map((plane) => [plane, valueAt(raw, ["accounts", plane])] as const);
  return ids.flatMap(([plane, id], index) => {
    const earlier = ids.slice(0, index).find(([, other]) => id !== undefined && other === id);
    return earlier
      ? [
          problem(
            ["accounts", plane],
            id,
            `an account that is not also ${earlier[0]}`,
            "give each plane its own account, or use single for a trial in one account",
          ),
        ]
      : [];
  });
}

function organizationIdKnown(raw: unknown): Problem[] {
  const single = valueAt(raw, ["accounts", "single"]) !== undefined;
  const accounts = valueAt(raw, ["accounts"]) !== undefined;
  return accounts && !single && valueAt(raw, ["organizationId"]) === undefined
    ? [
        problem(
          ["organizationId"],
          undefined,
          "the id of the AWS organization, such as o-a1b2c3d4e5, since the accounts are several",
          "add the id: it binds every statement that reaches into another account",
        ),
      ]
    : [];
}

/** A registry cannot replicate to itself. */
function replicationNeedsAccounts(raw: unknown): Problem[] {
  const single = valueAt(raw, ["accounts", "single"]) !== undefined;
  return single && valueAt(raw, ["imageReplication"]) === "models"
    ? [
        problem(
          ["imageReplication"],
          "models",
          "none, since accounts is single",
          "leave it out: in a single account endpoints find the images where they are",
        ),
      ]
    : [];
}

/** The identifier and the event time of a feature group are features of it, and times have a form. */
function rolesOfFeatures(raw: unknown): Problem[] {
  const groups = Object.entries(recordAt(raw, ["featureGroups"]) ?? {});
  return groups.flatMap(([name, group]) => {
    const features = recordAt(group, ["features"]);
    const oneOf = (setting: string, fits: (type: unknown) => boolean, kind: string): Problem[] => {
      const feature = valueAt(group, [setting]);
      return features &&
        typeof feature === "string" &&
        !(Object.hasOwn(features, feature) && fits(features[feature]))
        ? [
            problem(
              ["featureGroups", name, setting],
              feature,
              `the name of one of the group's features${kind}`,
              "add the feature with its type below features, or name another one",
            ),
          ]
        : [];
    };
    return [
      ...oneOf("recordIdentifier", () => true, ""),
      ...oneOf("eventTime", (type) => type !== "Integral", " of type String (ISO 8601) or Fractional"),
    ];
  });
}

function distinctIssuers(raw: unknown): Problem[] {
  const urls = listAt(raw, ["azureDevOps", "issuers"]).map((issuer) => valueAt(issuer, ["url"]));
  return urls.length > 1 && urls[0] !== undefined && urls[0] === urls[1]
    ? [
        problem(
          ["azureDevOps", "issuers", 1, "url"],
          urls[1],
          "an issuer that is not already listed",
          "remove it",
        ),
      ]
    : [];
}

/** The default role trusts the management account alone; the pipeline comes from another one. */
function roleOfThePipeline(raw: unknown): Problem[] {
  const pipeline = valueAt(raw, ["infrastructurePipeline"]) !== undefined;
  return pipeline && valueAt(raw, ["deploymentRole"]) === undefined
    ? [
        problem(
          ["deploymentRole"],
          undefined,
          "the name of an IAM role, since there is an infrastructurePipeline",
          "create the role as docs/bootstrap.md describes and name it, or leave out infrastructurePipeline",
        ),
      ]
    : [];
}

/** No role reaches into another partition. The Region of the state is free. */
function stateInThePartition(raw: unknown): Problem[] {
  const path = ["infrastructurePipeline", "stateKeyArn"];
  const [key, region] = [valueAt(raw, path), valueAt(raw, ["region"])];
  if (typeof key !== "string" || typeof region !== "string" || !REGIONS.includes(region)) {
    return []; // the schema has already refused it
  }
  const partition = partitionOf(region);
  return key.startsWith(`arn:${partition}:`)
    ? []
    : [
        problem(
          path,
          key,
          `a key in the partition of mlops:region (${partition})`,
          "keep the state in the same partition: npm run state -- create",
        ),
      ];
}
