import assert from "node:assert/strict";

import { parseSettings } from "../../settings/load";
import type { Raw, RawValue, Wrong } from "./samples";
import { itRefuses, landingZone, problemsIn, withValue } from "./samples";

const ISSUER = { url: "https://a.example.com", audience: "api://AzureADTokenExchange" };
const PIPELINE = {
  stateBucket: "contoso-mlops-state",
  stateKeyArn: "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
};
const PEOPLE = "at least two different people";

const WRONG: readonly Wrong[] = [
  ["two forms of accounts", "accounts.single", "200000000009", "exactly one of", "keep one form", "accounts"],
  ["no form of accounts", "accounts", {}, "exactly one of", "keep one form"],
  ["a missing plane", "accounts.automation", undefined, "12 digits in quotes", "add the automation account"],
  [
    "one account for two planes",
    "accounts.production",
    "200000000003",
    "not also staging",
    "its own account",
  ],
  [
    "several accounts without organization",
    "organizationId",
    undefined,
    "accounts are several",
    "add the id",
  ],
  [
    "overlapping networks",
    "network.production",
    "10.20.8.0/21",
    "network.staging (10.20.0.0/20)",
    "another block",
  ],
  ["one network around the other", "network.production", "10.20.0.0/16", "does not overlap", "another block"],
  ["the same network twice", "network.production", "10.20.0.0/20", "does not overlap", "another block"],
  [
    "networks of other planes that overlap",
    "network.automation",
    "10.20.32.0/24",
    "network.development (10.20.32.0/20)",
    "another block",
  ],
  [
    "networks with neither endpoints nor NAT",
    "network.interfaceEndpoints",
    "none",
    "create, since network.natGateways is none",
    "reaches SageMaker",
  ],
  [
    "one issuer twice",
    "azureDevOps.issuers",
    [ISSUER, ISSUER],
    "already",
    "remove it",
    "azureDevOps.issuers[1].url",
  ],
  ["one ML engineer in production", "people.mlEngineer", ["a@example.com"], PEOPLE, "may not approve it"],
  ["no ML engineer in production", "people.mlEngineer", undefined, PEOPLE, "add a second person"],
];

const CUSTOMERS = {
  description: "What is known of a customer",
  recordIdentifier: "customer_id",
  eventTime: "event_time",
  features: { customer_id: "String", event_time: "Fractional", tenure_days: "Integral" },
};

/** Settings with several values changed. */
function withValues(changes: Readonly<Record<string, RawValue | undefined>>): Raw {
  return Object.entries(changes).reduce((raw, [path, value]) => withValue(raw, path, value), landingZone());
}

function keysRefused(changes: Readonly<Record<string, RawValue | undefined>>): string[] {
  try {
    parseSettings("prod", withValues(changes));
    return [];
  } catch {
    return problemsIn(withValues(changes)).map(({ key }) => key);
  }
}

describe("rules between settings", () => {
  itRefuses(landingZone, WRONG);

  it("name every plane that is missing", () => {
    assert.deepEqual(keysRefused({ accounts: { staging: "200000000003" } }), [
      "mlops:accounts.development",
      "mlops:accounts.automation",
      "mlops:accounts.production",
    ]);
  });

  it("accept networks side by side", () => {
    const raw = withValues({ "network.production": "10.20.16.0/20" });
    assert.equal(parseSettings("prod", raw).kind, "landing-zone");
  });

  it("accept networks without endpoints that have a NAT gateway", () => {
    const raw = withValues({ "network.interfaceEndpoints": "none", "network.natGateways": "single" });
    assert.equal(parseSettings("prod", raw).kind, "landing-zone");
  });

  it("refuse replication of images in a single account, and accept it in several", () => {
    const single = { profile: "trial", accounts: { single: "200000000009" }, organizationId: undefined };
    assert.deepEqual(keysRefused({ imageReplication: "models" }), []);
    assert.deepEqual(keysRefused({ ...single, imageReplication: "none" }), []);
    assert.deepEqual(keysRefused({ ...single, imageReplication: "models" }), ["mlops:imageReplication"]);
  });

  describe("of feature groups", () => {
    const withGroup = (changes: Readonly<Record<string, RawValue>>) => ({
      featureGroups: { customers: { ...CUSTOMERS, ...changes } },
    });

    for (const eventTime of ["Fractional", "String"]) {
      it(`accept an identifier and an event time of type ${eventTime} among the features`, () => {
        const features = { ...CUSTOMERS.features, event_time: eventTime };
        assert.equal(parseSettings("prod", withValues(withGroup({ features }))).kind, "landing-zone");
      });
    }

    for (const [what, setting, feature, allowed] of [
      ["an identifier that is no feature", "recordIdentifier", "customer", "one of the group's features"],
      ["an identifier that every object has", "recordIdentifier", "toString", "one of the group's features"],
      ["an event time that is no feature", "eventTime", "time", "of type String (ISO 8601) or Fractional"],
      ["whole numbers as event time", "eventTime", "tenure_days", "of type String (ISO 8601) or Fractional"],
    ] as const) {
      it(`refuse ${what}`, () => {
        const [found, ...others] = problemsIn(withValues(withGroup({ [setting]: feature })));
        assert.deepEqual(others, []);
        assert.equal(found?.key, `mlops:featureGroups.customers.${setting}`);
        assert.ok(found.allowed.includes(allowed), found.allowed);
        assert.ok(found.fix.includes("add the feature with its type"), found.fix);
      });
    }

    it("find every fault of every group", () => {
      const wrong = { ...CUSTOMERS, recordIdentifier: "a", eventTime: "b" };
      assert.deepEqual(keysRefused({ featureGroups: { cards: wrong, customers: wrong } }), [
        "mlops:featureGroups.cards.recordIdentifier",
        "mlops:featureGroups.cards.eventTime",
        "mlops:featureGroups.customers.recordIdentifier",
        "mlops:featureGroups.customers.eventTime",
      ]);
    });

    it("refuse a group of no features", () => {
      assert.deepEqual(keysRefused(withGroup({ features: {} })), [
        "mlops:featureGroups.customers.recordIdentifier",
        "mlops:featureGroups.customers.eventTime",
      ]);
    });

    it("leave the word to the schema where features are something else", () => {
      assert.deepEqual(keysRefused(withGroup({ features: "none" })), [
        "mlops:featureGroups.customers.features",
      ]);
    });
  });

  it("ask for somebody who approves images", () => {
    const images = { training: { description: "Gradient boosting" } };
    const trial = { profile: "trial", people: {} };
    assert.deepEqual(keysRefused({ ...trial, images }), ["mlops:people.leadDataScientist"]);
    assert.deepEqual(keysRefused({ ...trial, images, "people.leadDataScientist": ["k@example.com"] }), []);
    assert.deepEqual(keysRefused({ ...trial, images: {} }), []);
  });

  it("accept accounts that the organization stack created", () => {
    const raw = withValues({ accounts: { organizationStack: "organization/mlops/organization" } });
    assert.equal(parseSettings("prod", raw).kind, "landing-zone");
  });

  it("refuse the organization stack by its short name", () => {
    const [found] = problemsIn(withValues({ accounts: { organizationStack: "organization" } }));
    assert.equal(found?.key, "mlops:accounts.organizationStack");
    assert.match(found.allowed, /<project>\/<stack>/);
  });

  it("ask for neither organization nor second person in a trial in one account", () => {
    const trial = {
      profile: "trial",
      accounts: { single: "200000000009" },
      organizationId: undefined,
      people: {},
    };
    assert.equal(parseSettings("dev", withValues(trial)).kind, "landing-zone");
  });

  it("ask for a second administrator only where a pipeline changes production", () => {
    const alone = { "people.platformAdministrator": ["radia@example.com"] };
    assert.equal(parseSettings("prod", withValues(alone)).kind, "landing-zone");
    const pipeline = { infrastructurePipeline: PIPELINE, deploymentRole: "mlops-deployer" };
    assert.deepEqual(keysRefused({ ...alone, ...pipeline }), ["mlops:people.platformAdministrator"]);
  });

  it("ask for a role that a pipeline can act with, in one account and in four", () => {
    const pipeline = { infrastructurePipeline: PIPELINE, deploymentRole: undefined };
    const one = { profile: "trial", accounts: { single: "200000000009" }, ...pipeline };
    for (const change of [one, pipeline]) {
      assert.ok(keysRefused(change).includes("mlops:deploymentRole"));
    }
    const withRole = withValues({ ...one, deploymentRole: "mlops-deployer" });
    assert.equal(parseSettings("dev", withRole).kind, "landing-zone");
  });

  it("let the state be in another Region, but not in another partition", () => {
    const withKey = (place: string): Raw => ({
      deploymentRole: "mlops-deployer",
      infrastructurePipeline: {
        ...PIPELINE,
        stateKeyArn: `arn:${place}:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6`,
      },
    });
    assert.deepEqual(keysRefused(withKey("aws:kms:us-east-1")), []);
    assert.deepEqual(keysRefused(withKey("aws-us-gov:kms:us-gov-west-1")), [
      "mlops:infrastructurePipeline.stateKeyArn",
    ]);
  });

  it("limit the models to what one event pattern and one policy can hold", () => {
    const models = (count: number): Raw =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`model-${index}`, { description: "a model" }]),
      );
    assert.equal(parseSettings("prod", withValues({ models: models(50) })).kind, "landing-zone");
    assert.deepEqual(keysRefused({ models: models(51) }), ["mlops:models"]);
  });

  it("leave the word to the schema where a value is wrong in itself", () => {
    const [found, ...others] = problemsIn(withValues({ "people.mlEngineer": "ada@example.com" }));
    assert.equal(found?.allowed, "a list of e-mail addresses");
    assert.deepEqual(others, []);
  });
});
