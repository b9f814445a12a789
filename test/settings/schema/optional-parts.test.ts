import assert from "node:assert/strict";

import { parseSettings } from "../../../settings/load";
import type { LandingZoneSettings } from "../../../settings/schema/landing-zone";
import type { Raw, Wrong } from "../samples";
import { itRefuses, landingZone } from "../samples";

const CUSTOMERS = {
  description: "What is known of a customer",
  recordIdentifier: "customer_id",
  eventTime: "event_time",
  features: { customer_id: "String", event_time: "String" },
};

/** A landing zone with every part, each in its smallest form. */
const complete = (): Raw => ({
  ...landingZone(),
  people: { ...(landingZone().people as Raw), leadDataScientist: ["katherine@example.com"] },
  studio: {},
  dataSources: {},
  featureGroups: { customers: CUSTOMERS },
  images: { training: { description: "Gradient boosting" } },
  imageReplication: "models",
  mlflow: {},
  openSearch: {},
  logs: { retentionDays: 90 },
  permissionSets: {},
});

const WRONG: readonly Wrong[] = [
  ["Studio as a switch", "studio", true, "signIn", "studio: {}"],
  ["another sign-in", "studio.signIn", "saml", "iam or identityCenter", "cannot be changed later"],
  ["an instance type without prefix", "studio.instanceType", "t3.medium", "such as ml.t3.medium", "prefix"],
  ["a shut-down within an hour", "studio.idleMinutes", 30, "60 to 525600", "use 120"],
  ["idle minutes as text", "studio.idleMinutes", "120", "60 to 525600", "use 120"],
  ["a tiny volume", "studio.volumeGiB", 4, "5 to 1000", "begin small"],
  ["a key that Studio does not have", "studio.public", true, "signIn", "remove"],
  ["a feature group without features", "featureGroups.customers.features", undefined, "names of at most", ""],
  [
    "a feature that SageMaker keeps for itself",
    "featureGroups.customers.features",
    { customer_id: "String", event_time: "String", write_time: "String" },
    "but not is_deleted",
    "rename the feature",
    "featureGroups.customers.features.write_time",
  ],
  [
    "a feature of an unknown type",
    "featureGroups.customers.features.customer_id",
    "Date",
    "String, Integral or Fractional",
    "whole numbers",
  ],
  ["an online store as text", "featureGroups.customers.onlineStore", "yes", "true or false", "say false"],
  [
    "an image without description",
    "images.training.description",
    undefined,
    "1 to 200",
    "What the image is for",
  ],
  ["replication by name of account", "imageReplication", true, "none or models", "serverless"],
  ["a tracking server of no size", "mlflow.size", "Tiny", "Small, Medium or Large", "begin with Small"],
  ["an instance type of another service", "openSearch.instanceType", "r7g.large", ".search", "ending"],
  ["no node", "openSearch.nodes", 0, "1, or a multiple", "use 3"],
  ["a small search volume", "openSearch.volumeGiB", 1, "10 to 1000", "begin with 50"],
  ["a retention that CloudWatch does not offer", "logs.retentionDays", 100, "365", "one of the periods"],
  ["logs that vanish within a day", "logs.retentionDays", 1, "365", "one of the periods"],
  ["a permission set with a slash", "permissionSets.auditor", "team/Auditor", "1 to 32", "copy the name"],
  ["a permission set of no persona", "permissionSets.intern", "Intern", "one of dataScientist", ""],
];

describe("settings of the parts that a team can leave out", () => {
  itRefuses(complete, WRONG);

  it("are off without a word about them", () => {
    const { studio, dataSources, featureGroups, images, imageReplication, mlflow, openSearch } =
      parsed(landingZone());
    assert.deepEqual(
      { studio, dataSources, featureGroups, images, imageReplication, mlflow, openSearch },
      {
        studio: undefined,
        dataSources: {},
        featureGroups: {},
        images: {},
        imageReplication: "none",
        mlflow: undefined,
        openSearch: undefined,
      },
    );
  });

  it("have defaults for everything that is not a choice", () => {
    const { studio, featureGroups, mlflow, openSearch, permissionSets } = parsed(complete());
    assert.deepEqual(studio, {
      signIn: "iam",
      instanceType: "ml.t3.medium",
      idleMinutes: 120,
      volumeGiB: 20,
    });
    assert.deepEqual(featureGroups, { customers: { ...CUSTOMERS, onlineStore: true } });
    assert.deepEqual(mlflow, { size: "Small" });
    assert.deepEqual(openSearch, { instanceType: "r7g.large.search", nodes: 3, volumeGiB: 50 });
    assert.deepEqual(permissionSets, {
      dataScientist: "DataScientist",
      leadDataScientist: "LeadDataScientist",
      mlEngineer: "MlEngineer",
      platformAdministrator: "PlatformAdministrator",
      auditor: "Auditor",
    });
  });

  it("keep logs for a year unless they say otherwise", () => {
    assert.equal(parsed(landingZone()).logs.retentionDays, 365);
    assert.equal(parsed(complete()).logs.retentionDays, 90);
  });
});

function parsed(raw: Raw): LandingZoneSettings {
  return parseSettings("prod", raw) as LandingZoneSettings;
}
