import assert from "node:assert/strict";

import { settingsFrom } from "../../settings/load";
import type { Problem } from "../../settings/problems";
import { SettingsError } from "../../settings/problems";
import type { Raw, RawValue, Wrong } from "./samples";
import { itRefuses, landingZone, organization, problemsIn, withValue } from "./samples";

const TRIGGER = "azureDevOps.deployTrigger";
const CLIENT = "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21";
const TENANT = "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10";
const SIX_CLAIMS = { "model-deploy": "sc://contoso-ml/fraud-ml/model-deploy" };

/** What people write, and what no sample has. */
const IN_A_LANDING_ZONE: readonly Wrong[] = [
  ["a cost center with &", "team.costCenter", "R&D 4711", "AWS takes no others in a tag", "R+D for R&D"],
  ["a cost center of AWS", "team.costCenter", "aws:ml", "AWS takes no others in a tag", "respell it"],
  ["a cost center as a number", "team.costCenter", 4711, "1 to 32", "in quotes if it is a number"],
  ["an apostrophe in an owner", "team.owner", "sean.o'brien@example.com", "in a tag", "mailbox of the team"],
  [
    "an apostrophe in a sign-in name",
    "people.auditor",
    ["sean.o'brien@example.com"],
    "IAM Identity Center",
    "a user name without it",
    "people.auditor[0]",
  ],
  [
    "a blank behind an address",
    "alertEmails",
    ["ada@example.com "],
    "an e-mail address",
    "without blanks",
    "alertEmails[0]",
  ],
  [
    "a line break in a description",
    "models.churn.description",
    "Who leaves\nand why",
    "in one line",
    "without line breaks",
  ],
  ["a tab in a description", "models.churn.description", "Who\tleaves", "in one line", "and tabs"],
  ["a team in capitals", "team.name", "Fraud", "lower-case letters", "respell the name"],
  ["a model in capitals", "models", { Churn: { description: "x" } }, "lower-case", "respell", "models.Churn"],
  ["an account as a number", "accounts.staging", 200000000003, "12 digits in quotes", "unquoted"],
  ["an account that lost its zero", "accounts.staging", 12345678901, "12 digits in quotes", "leading zeros"],
  ["models as a list", "models", ["churn", "payments"], "1 to 50 models", "its name and then"],
  ["people as a list", "people", ["ada@example.com"], "dataScientist, lead", "these personas only"],
  ["accounts as a list", "accounts", ["200000000001"], "development + automation", "give all four ids"],
  ["networks as text", "network", "10.20.0.0/16", "development, automation", "give all four networks"],
  ["a feature group as a list", "featureGroups", ["customers"], "at most 50 groups", "the group's name"],
  ["an apparent abbreviation", "profile", "prodution", "trial or production", "did you mean production?"],
  [
    "the client id as object id",
    `${TRIGGER}.objectId`,
    CLIENT,
    "the object id of an enterprise",
    "copy both",
  ],
  [
    "the tenant as client id",
    `${TRIGGER}.clientId`,
    TENANT,
    "(client) id of an app registration",
    "copy both",
  ],
  [
    "the organization of Azure DevOps as tenant",
    `${TRIGGER}.tenantId`,
    "8D5E3A52-7C1B-4F0E-9A53-2F4F6F1B7C11",
    "azureDevOps.organizationId",
    "copy both",
  ],
  ["no lead in production", "people.leadDataScientist", [], "at least one person", "nobody else may"],
  [
    "two people in production, one of them with two personas",
    "people",
    { mlEngineer: ["a@example.com", "b@example.com"], leadDataScientist: ["A@example.com"] },
    "at least 3 different people besides auditors",
    "name 1 more",
  ],
  [
    "a person twice in one persona",
    "people.leadDataScientist",
    ["ada@example.com", "Ada@example.com"],
    "not already listed",
    "remove it",
    "people.leadDataScientist[1]",
  ],
  [
    "an address of alarms twice",
    "alertEmails",
    ["a@example.com", "a@example.com"],
    "not already listed",
    "remove it",
    "alertEmails[1]",
  ],
  [
    "a claim for a service connection that does not exist",
    "azureDevOps.issuers",
    [{ url: "https://a.example.com", audience: "aws", subjects: SIX_CLAIMS }],
    "model-deploy-staging",
    "name a service connection",
    "azureDevOps.issuers[0].subjects.model-deploy",
  ],
];

const IN_AN_ORGANIZATION: readonly Wrong[] = [
  ["an apostrophe in an owner", "owner", "sean.o'brien@example.com", "in a tag", "mailbox of the team"],
  ["a cost center with &", "teams.fraud.costCenter", "R&D", "in a tag", "R+D for R&D"],
  ["a team in capitals", "teams", { Fraud: null }, "lower-case letters", "respell the name", "teams.Fraud"],
  ["teams as a list", "teams", ["fraud"], "at least one team", "add a team"],
  ["a Region twice", "allowedRegions", ["eu-west-1", "eu-west-1"], "listed", "remove", "allowedRegions[1]"],
  [
    "an apostrophe in the address of accounts",
    "accountEmail",
    "o'brien+{team}-{account}@example.com",
    "punctuation that AWS takes",
    "a mailbox",
  ],
];

/** As the engine hands settings over: by full key, everything nested as JSON text. */
function asConfig(raw: Raw): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [
      `mlops:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function problemsOf(more: Readonly<Record<string, string>>, secretKeys: string[] = []): readonly Problem[] {
  try {
    settingsFrom({ stack: "prod", config: { ...asConfig(landingZone()), ...more }, secretKeys });
    return [];
  } catch (error) {
    assert.ok(error instanceof SettingsError, String(error));
    return error.problems;
  }
}

describe("what people write:", () => {
  itRefuses(landingZone, IN_A_LANDING_ZONE);

  describe("in the organization's stack", () => {
    itRefuses(organization, IN_AN_ORGANIZATION);
  });

  it("refuses production in one account, and says it once", () => {
    const single: RawValue = { single: "200000000009" };
    const [found, ...others] = problemsIn(withValue(landingZone(), "accounts", single));
    assert.deepEqual([found?.key, others], ["mlops:accounts.single", []]);
    assert.match(found?.fix ?? "", /profile: trial/);
  });

  it("has nothing to add about the models where they are a list", () => {
    const processing = { churn: { features: ["age"] } };
    const raw = withValue(landingZone(), "inferenceApi", { processing });
    const keys = problemsIn(withValue(raw, "models", ["churn"])).map(({ key }) => key);
    assert.deepEqual(keys, ["mlops:models"]);
  });

  it("shows what was written without quotes as it was written", () => {
    const [found, ...others] = problemsOf({ "mlops:studio": "true" });
    assert.deepEqual(others, []);
    assert.deepEqual([found?.given, found?.fix], ["true", "write studio: {} to begin with"]);
  });

  it("takes one person with several personas, and people with addresses of every usual form", () => {
    const people = {
      dataScientist: ["Ada.Lovelace+ml@Example.COM", "j-p_01@sub.example.co.uk"],
      leadDataScientist: ["ada.lovelace+ml@example.com"],
      mlEngineer: ["b@example.com", "c@example.com"],
    };
    assert.deepEqual(problemsOf({ "mlops:people": JSON.stringify(people) }), []);
  });

  it("takes an apostrophe where an address is only written to", () => {
    assert.deepEqual(problemsOf({ "mlops:alertEmails": '["sean.o\'brien@example.com"]' }), []);
  });

  it("takes one tenant wherever a tenant is meant", () => {
    const teams = {
      tenantId: TENANT,
      teamId: "d3b05f8e-6a29-4f74-81b8-af2e5d7c9043",
      channelId: "19%3Ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
    };
    assert.deepEqual(problemsOf({ "mlops:notifications": JSON.stringify({ teams }) }), []);
  });
});

describe("secrets in the stack file", () => {
  const KEYS = ["mlops:azureDevOpsToken", "mlops:azureDataLakeSasToken"];

  for (const key of KEYS) {
    it(`refuses ${key} in the clear, and does not show it`, () => {
      const [found, ...others] = problemsOf({ [key]: "s3cr3t" });
      assert.deepEqual(others, []);
      assert.equal(found?.key, key);
      assert.match(found.fix, new RegExp(`revoke it.*pulumi config set --secret ${key}`));
      assert.ok(!JSON.stringify(found).includes("s3cr3t"));
    });

    it(`takes ${key} encrypted`, () => {
      assert.deepEqual(problemsOf({ [key]: "s3cr3t" }, [key]), []);
    });
  }
});

describe("keys that the program does not read", () => {
  for (const [key, fix] of [
    ["aws:region", "keep mlops:region"],
    ["aws:profile", "AWS_PROFILE"],
    ["aws:assumeRole", "mlops:deploymentRole"],
    ["azuredevops:orgServiceUrl", "mlops:azureDevOps.organization"],
    ["azuredevops:personalAccessToken", "pulumi config set --secret mlops:azureDevOpsToken"],
    ["mlop:logs", "did you mean mlops:logs?"],
    ["datadog:apiKey", "remove the key"],
  ] as const) {
    it(`refuses ${key}, and does not show its value`, () => {
      const [found, ...others] = problemsOf({ [key]: "s3cr3t" });
      assert.deepEqual(others, []);
      assert.equal(found?.key, key);
      assert.ok(found.fix.includes(fix), found.fix);
      assert.ok(!JSON.stringify(found).includes("s3cr3t"));
    });
  }

  it("leaves those of Pulumi alone", () => {
    const keys = { "pulumi:disable-default-providers": '["*"]', "pulumi:tags": '{"a":"b"}' };
    assert.deepEqual(problemsOf(keys), []);
  });
});
