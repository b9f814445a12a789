import assert from "node:assert/strict";

import { parseSettings } from "../../../settings/load";
import type { RawValue, Required, Wrong } from "../samples";
import { itNeeds, itRefuses, landingZone, withValue } from "../samples";

const ACCOUNT = "an AWS account id: 12 digits in quotes";
const NETWORK = "a private IPv4 network between /16 and /24";
const BLOCK = "first address of a block inside 10.0.0.0/8";
const EMAIL = "an e-mail address of at most 64 characters";
const GUID = "a GUID such as";
const ALIAS = { stateBucket: "state", stateKeyArn: "alias/state" };
const issuers = (...urls: string[]): RawValue => urls.map((url) => ({ url, audience: "api://Exchange" }));

const REQUIRED: readonly Required[] = [
  ["profile", "trial or production", "guardrails are strict"],
  ["region", "an AWS Region", "Region of all resources"],
  ["team", "name, owner and costCenter", "The team"],
  ["team.name", "at most 12 lower-case letters", "Name of the team"],
  ["team.owner", EMAIL, "Who answers"],
  ["team.costCenter", "1 to 32 characters: letters", "Cost center"],
  ["accounts", "development + automation + staging + production, or single", "The AWS accounts"],
  ["network", "development, automation, staging and production", "Private networks"],
  ["network.development", NETWORK, "Network of the development account"],
  ["network.automation", NETWORK, "Network of the automation account"],
  ["network.staging", NETWORK, "Network of the staging account"],
  ["network.production", NETWORK, "Network of the production account"],
  ["azureDevOps", "organization, organizationId, project, deployTrigger", "Where the team develops"],
  ["azureDevOps.organization", "2 to 50 letters", "Azure DevOps organization"],
  ["azureDevOps.organizationId", GUID, "instanceId"],
  ["azureDevOps.project", "2 to 64 letters", "Name of the project"],
  ["azureDevOps.deployTrigger", "tenantId, clientId and objectId; or signIn", "Entra application"],
  ["azureDevOps.deployTrigger.tenantId", GUID, "Entra tenant"],
  ["azureDevOps.deployTrigger.clientId", GUID, "Application (client) id"],
  ["azureDevOps.deployTrigger.objectId", GUID, "Object id of the enterprise application"],
  ["people", "dataScientist, leadDataScientist, mlEngineer", "Who belongs to which persona"],
  ["alertEmails", "at least one e-mail address", "Who is told"],
  ["models", "1 to 50 models", "The team's models"],
  ["models.churn.description", "1 to 200 characters of text", "What the model predicts"],
];

const TEAM_AND_PEOPLE: readonly Wrong[] = [
  ["an object where text belongs", "team.name", {}, "lower-case letters", "shorten or respell"],
  ["a team name of 14 characters", "team.name", "fraud-cards-eu", "at most 12", "shorten"],
  ["a team name in capitals", "team.name", "Fraud", "lower-case letters", "respell"],
  ["a malformed owner", "team.owner", "nobody", EMAIL, "write one address"],
  ["an owner of 65 characters", "team.owner", `${"x".repeat(53)}@example.com`, EMAIL, "write one address"],
  ["an empty cost center", "team.costCenter", "  ", "1 to 32 characters", "respell it"],
  ["an unknown profile", "profile", "staging", "trial or production", "say production"],
  [
    "an unknown Region",
    "region",
    "eu-west-9",
    "such as eu-west-1",
    "did you mean eu-west-1, eu-west-2 or eu-west-3?",
  ],
  ["a name for a Region", "region", "Ireland", "such as eu-west-1", "code of a Region"],
  ["an unknown persona", "people.dataScientists", [], "auditor", "did you mean mlops:people.dataScientist?"],
  ["one address where a list belongs", "people.auditor", "a@example.com", "a list of", "write a list"],
  ["a malformed member", "people.auditor", ["a@example.com", "b"], EMAIL, "one address", "people.auditor[1]"],
  ["text where people belong", "people", "ada", "dataScientist, leadDataScientist", "these personas only"],
  ["nobody to alert", "alertEmails", [], "at least one e-mail address", "write a list"],
];

const ACCOUNTS_AND_NETWORKS: readonly Wrong[] = [
  ["an account id of 11 digits", "accounts.staging", "20000000000", ACCOUNT, "12 digits in quotes"],
  [
    "an account id without quotes",
    "accounts.staging",
    200000000003,
    ACCOUNT,
    "unquoted, YAML reads a number",
  ],
  ["an account id with hyphens", "accounts.staging", "2000-0000-0003", ACCOUNT, "12 digits in quotes"],
  ["an unknown plane", "accounts.test", "200000000009", "development, automation, staging", "remove the key"],
  ["accounts as text", "accounts", "200000000009", "or single, or organizationStack", "give all four ids"],
  ["a malformed organization id", "organizationId", "a1b2c3d4e5", "such as o-a1b2c3d4e5", "copy the id"],
  ["a role's ARN for its name", "deploymentRole", "arn:aws:iam::1:role/x", "without path", "not the ARN"],
  [
    "text where networks belong",
    "network",
    "10.0.0.0/16",
    "staging and production",
    "give all four networks",
  ],
  ["a public network", "network.staging", "52.0.0.0/20", NETWORK, BLOCK],
  ["a network just outside the private ones", "network.staging", "172.32.0.0/20", NETWORK, BLOCK],
  ["an unaligned network", "network.staging", "10.30.1.0/20", NETWORK, BLOCK],
  ["a network of /30", "network.staging", "10.30.0.0/30", NETWORK, BLOCK],
  ["a network of /12", "network.staging", "172.16.0.0/12", NETWORK, BLOCK],
  ["a network without mask", "network.staging", "10.30.0.0", NETWORK, BLOCK],
  ["an impossible address", "network.staging", "10.300.0.0/20", NETWORK, BLOCK],
  ["a mask of 33 bits", "network.staging", "10.30.0.0/33", NETWORK, BLOCK],
  ["one Availability Zone", "network.availabilityZones", 1, "2 or 3", "use 3 in production"],
  ["zones as text", "network.availabilityZones", "3", "2 or 3", "use 3 in production"],
  ["NAT gateways by number", "network.natGateways", 1, "none, single or perZone", "leave it out"],
  [
    "interface endpoints switched off",
    "network.interfaceEndpoints",
    false,
    "create or none",
    "only for a trial",
  ],
];

const AZURE_DEVOPS: readonly Wrong[] = [
  [
    "an organization's address",
    "azureDevOps.organization",
    "https://dev.azure.com/x",
    "2 to 50 letters",
    "capitals",
  ],
  [
    "a placeholder GUID",
    "azureDevOps.organizationId",
    `00000000${"-0000".repeat(3)}-000000000000`,
    GUID,
    "all zeros",
  ],
  ["a malformed GUID", "azureDevOps.deployTrigger.clientId", "1f6f2e0b", GUID, "copy the id"],
  ["a project name with a slash", "azureDevOps.project", "fraud/ml", "2 to 64 letters", "plain name"],
  ["an unknown toolkit", "azureDevOps.awsToolkit", "no", "install or existing", "say existing"],
  ["an unknown federation", "webIdentityFederation", true, "create or existing", "say existing"],
  ["no issuer", "azureDevOps.issuers", [], "one or two issuers", "leave it out"],
  [
    "three issuers",
    "azureDevOps.issuers",
    issuers("https://a.io", "https://b.io", "https://c.io"),
    "one or two",
    "leave",
  ],
  [
    "an issuer without TLS",
    "azureDevOps.issuers",
    issuers("http://a.io"),
    "https",
    "iss claim",
    "azureDevOps.issuers[0].url",
  ],
  [
    "an issuer as text",
    "azureDevOps.issuers",
    ["https://a.io"],
    "url, audience and, optionally, subjects",
    "below one dash",
    "azureDevOps.issuers[0]",
  ],
  [
    "an issuer without audience",
    "azureDevOps.issuers",
    [{ url: "https://a.io" }],
    "1 to 128 characters",
    "The aud claim",
    "azureDevOps.issuers[0].audience",
  ],
  [
    "a pipeline without key",
    "infrastructurePipeline",
    { stateBucket: "state" },
    "a KMS key",
    "KMS key of",
    "infrastructurePipeline.stateKeyArn",
  ],
  [
    "a key's alias for its ARN",
    "infrastructurePipeline",
    ALIAS,
    "a KMS key",
    "not its alias",
    "infrastructurePipeline.stateKeyArn",
  ],
];

const MODELS: readonly Wrong[] = [
  ["no model", "models", {}, "1 to 50 models", "add a model"],
  ["a list of models", "models", ["churn"], "1 to 50 models", "add a model"],
  ["a bad model name", "models.Churn_2", { description: "x" }, "lower-case letters", "respell"],
  ["a long model name", "models.probability-of-churn-2", { description: "x" }, "at most 20", "shorten"],
  ["a model without content", "models.churn", null, "a description", "below the name"],
  ["an endless description", "models.churn.description", "x".repeat(201), "1 to 200", "short text"],
];

describe("settings of a landing zone", () => {
  it("have defaults for what is left out", () => {
    const settings = parseSettings("prod", withValue(landingZone(), "deploymentRole", undefined));
    assert.ok(settings.kind === "landing-zone");
    assert.equal(settings.network.availabilityZones, 3);
    assert.equal(settings.azureDevOps.awsToolkit, "install");
    assert.equal(settings.webIdentityFederation, "create");
    assert.deepEqual(settings.people.auditor, []);
    assert.equal(settings.deploymentRole, undefined);
  });

  for (const [what, path, value] of [
    [
      "the smallest and the largest network",
      "network",
      {
        development: "10.3.0.0/20",
        automation: "10.4.0.0/20",
        staging: "10.1.0.0/24",
        production: "10.2.0.0/16",
      },
    ],
    ["two issuers", "azureDevOps.issuers", issuers("https://a.io", "https://b.io")],
    ["a project name with spaces", "azureDevOps.project", "Fraud ML"],
    ["a Region of another partition", "region", "us-gov-west-1"],
  ] as const) {
    it(`accept ${what}`, () => {
      assert.equal(parseSettings("prod", withValue(landingZone(), path, value)).kind, "landing-zone");
    });
  }

  itNeeds(landingZone, REQUIRED);
  // With a role, so that a pipeline lacks nothing but what is wrong with it.
  itRefuses(
    () => withValue(landingZone(), "deploymentRole", "mlops-deployer"),
    [...TEAM_AND_PEOPLE, ...ACCOUNTS_AND_NETWORKS, ...AZURE_DEVOPS, ...MODELS],
  );
});
