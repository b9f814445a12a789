import type { Variation } from "../variation";

/** Every setting of a landing zone but those of its optional parts. */
export const LANDING_ZONE: readonly Variation[] = [
  {
    keys: ["profile"],
    what: "`trial` to `production`",
    given: { profile: "trial" },
    change: { profile: "production" },
    note: "a Studio domain keeps the retention `Delete` of the trial, and the guardrail refuses it: set `retentionPolicy` to `Retain` in its inputs and outputs by `pulumi stack export` and `import` first",
  },
  { keys: ["profile"], what: "`production` to `trial`", change: { profile: "trial" } },
  {
    keys: ["region"],
    change: { region: "eu-central-1" },
    never:
      "everything would be looked for in the other Region: make a second landing zone there, in accounts of its own",
  },
  { keys: ["regionOptIn"], change: { regionOptIn: "done" } },
  {
    keys: ["team.name"],
    change: { "team.name": "risk" },
    never:
      "buckets, repositories, roles and keys have it in their names: make a landing zone of the new name beside this one ([teams](teams.md)) and move the data",
  },
  {
    keys: ["team.owner", "team.costCenter"],
    change: { "team.owner": "grace@example.com", "team.costCenter": "CC-2" },
  },
  {
    keys: ["accounts.development", "accounts.automation", "accounts.staging", "accounts.production"],
    change: {
      "accounts.development": "300000000001",
      "accounts.automation": "300000000002",
      "accounts.staging": "300000000003",
      "accounts.production": "300000000004",
    },
    never: "everything would be looked for in the other accounts: make a second landing zone there",
  },
  {
    keys: ["accounts.single"],
    what: "four accounts to one",
    given: { profile: "trial" },
    change: { accounts: { single: "200000000001" }, imageReplication: "none" },
    never: "a trial does not grow: make a landing zone in four accounts beside it",
  },
  {
    keys: ["accounts.organizationStack"],
    what: "the four ids to the stack that gives the same",
    change: { accounts: { organizationStack: "organization/mlops/organization" } },
  },
  {
    keys: ["organizationId"],
    change: { organizationId: "o-z9y8x7w6v5" },
    note: "nothing reaches into another account while the id is wrong",
  },
  {
    keys: ["deploymentRole"],
    change: { deploymentRole: "mlops-other" },
    note: "the role has to be there before",
  },
  {
    keys: ["network.development"],
    change: { "network.development": "10.30.32.0/20" },
    never:
      "the Studio domain and its homes belong to the network. Without them: take `studio` out, change the network, take `studio` in again",
  },
  {
    keys: ["network.automation"],
    change: { "network.automation": "10.30.48.0/20" },
    note: "jobs under way fail; OpenSearch cannot follow into another network: take `openSearch` out first",
  },
  {
    keys: ["network.staging", "network.production"],
    change: { "network.staging": "10.30.0.0/20", "network.production": "10.30.16.0/20" },
    note: "endpoints of models hold the old subnets: the last deletes fail until each model is deployed again and `pulumi up` is run once more",
  },
  {
    keys: ["network.availabilityZones"],
    what: "3 to 2",
    given: { "openSearch.nodes": 6 },
    change: { "network.availabilityZones": 2 },
    note: "set `openSearch.nodes` to a multiple of 2; what is still in the third subnets makes their deletion fail: [runbook](runbook.md#a-subnet-cannot-be-deleted)",
  },
  {
    keys: ["network.availabilityZones"],
    what: "2 to 3",
    given: { "network.availabilityZones": 2, "openSearch.nodes": 6 },
    change: { "network.availabilityZones": 3 },
  },
  {
    keys: ["network.zones"],
    what: "name the zones that are in use",
    change: { "network.zones": ["euw1-az1", "euw1-az2", "euw1-az3"] },
    note: "another zone replaces its subnet with all that is in it: choose zones before the first `pulumi up`",
  },
  { keys: ["network.natGateways"], what: "`none` to `single`", change: { "network.natGateways": "single" } },
  {
    keys: ["network.natGateways"],
    what: "`single` to `perZone`",
    given: { "network.natGateways": "single" },
    change: { "network.natGateways": "perZone" },
  },
  {
    keys: ["network.natGateways"],
    what: "`single` to `none`",
    given: { "network.natGateways": "single" },
    change: { "network.natGateways": "none" },
  },
  {
    keys: ["network.interfaceEndpoints"],
    what: "`create` to `none`",
    given: { "network.natGateways": "single" },
    change: { "network.interfaceEndpoints": "none" },
  },
  {
    keys: ["azureDevOps.organization"],
    change: { "azureDevOps.organization": "contoso-two" },
    never: "the project is in the organization: make a second landing zone for the other one",
  },
  {
    keys: ["azureDevOps.organizationId"],
    change: { "azureDevOps.organizationId": "8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c12" },
    note: "pipelines sign in to AWS with the right id only",
  },
  {
    keys: ["azureDevOps.project"],
    change: { "azureDevOps.project": "risk-ml" },
    note: "pipelines that run meanwhile cannot sign in to AWS; clones need the new address",
  },
  {
    keys: ["azureDevOps.issuers", "azureDevOps.issuers[].url", "azureDevOps.issuers[].audience"],
    what: "add a second issuer",
    given: { "azureDevOps.issuers": [issuer("one")] },
    change: { "azureDevOps.issuers": [issuer("one"), issuer("two")] },
  },
  {
    keys: ["azureDevOps.issuers[].subjects"],
    given: { "azureDevOps.issuers": [issuer("one")] },
    change: {
      "azureDevOps.issuers": [{ ...issuer("one"), subjects: { "model-build": "sub-of-the-connection" } }],
    },
  },
  {
    keys: ["azureDevOps.awsToolkit"],
    what: "`install` to `existing`",
    change: { "azureDevOps.awsToolkit": "existing" },
  },
  {
    keys: ["azureDevOps.deployTrigger.signIn"],
    what: "`federated` to `clientSecret`",
    change: {
      "azureDevOps.deployTrigger.signIn": "clientSecret",
      "azureDevOps.deployTrigger.expires": "2030-01-31",
    },
  },
  {
    keys: [
      "azureDevOps.deployTrigger.tenantId",
      "azureDevOps.deployTrigger.clientId",
      "azureDevOps.deployTrigger.objectId",
    ],
    change: {
      "azureDevOps.deployTrigger.tenantId": guid(1),
      "azureDevOps.deployTrigger.clientId": guid(2),
      "azureDevOps.deployTrigger.objectId": guid(3),
    },
  },
  {
    keys: ["azureDevOps.deployTrigger.expires"],
    given: {
      "azureDevOps.deployTrigger.signIn": "clientSecret",
      "azureDevOps.deployTrigger.expires": "2030-01-31",
    },
    change: { "azureDevOps.deployTrigger.expires": "2031-01-31" },
  },
  { keys: ["infrastructurePipeline"], what: "remove", change: { infrastructurePipeline: undefined } },
  {
    keys: ["infrastructurePipeline.stateBucket", "infrastructurePipeline.stateKeyArn"],
    change: {
      "infrastructurePipeline.stateBucket": "contoso-other-state",
      "infrastructurePipeline.stateKeyArn": `arn:aws:kms:eu-west-1:100000000001:key/${guid(4)}`,
    },
  },
  {
    keys: ["people.dataScientist", "people.leadDataScientist", "people.mlEngineer"],
    what: "add a person",
    change: {
      "people.dataScientist": ["ada@example.com", "grace@example.com", "mary@example.com"],
      "people.leadDataScientist": ["katherine@example.com", "dorothy@example.com"],
      "people.mlEngineer": ["barbara@example.com", "margaret@example.com", "hedy@example.com"],
    },
  },
  {
    keys: ["people.dataScientist", "people.leadDataScientist", "people.mlEngineer"],
    what: "remove a person",
    change: { "people.dataScientist": ["ada@example.com"] },
    note: "in production the space, and the work in it, is protected",
  },
  {
    keys: ["people.platformAdministrator", "people.auditor"],
    change: {
      "people.platformAdministrator": ["radia@example.com", "mary@example.com"],
      "people.auditor": [],
    },
  },
  {
    keys: [
      "permissionSets.dataScientist",
      "permissionSets.leadDataScientist",
      "permissionSets.mlEngineer",
      "permissionSets.platformAdministrator",
      "permissionSets.auditor",
    ],
    change: {
      permissionSets: {
        dataScientist: "MlScientist",
        leadDataScientist: "MlLead",
        mlEngineer: "MlOps",
        platformAdministrator: "MlAdmin",
        auditor: "MlAuditor",
      },
    },
  },
  { keys: ["alertEmails"], change: { alertEmails: ["mary@example.com"] } },
  {
    keys: ["notifications.approvals", "notifications.escalation", "notifications.builders"],
    change: {
      "notifications.approvals": ["mary@example.com"],
      "notifications.escalation": ["dorothy@example.com"],
      "notifications.builders": ["hedy@example.com"],
    },
  },
  {
    keys: ["notifications.remindAfterHours", "notifications.escalateAfterHours"],
    change: { "notifications.remindAfterHours": 12, "notifications.escalateAfterHours": 48 },
  },
  { keys: ["notifications.slack"], what: "remove", change: { "notifications.slack": undefined } },
  {
    keys: ["notifications.slack.teamId", "notifications.slack.channelId"],
    change: { "notifications.slack": { teamId: "T07EA123LEX", channelId: "C07EZ1ABC24" } },
  },
  { keys: ["notifications.teams"], what: "add", change: { "notifications.teams": teams(1) } },
  {
    keys: ["notifications.teams.tenantId", "notifications.teams.teamId", "notifications.teams.channelId"],
    given: { "notifications.teams": teams(1) },
    change: { "notifications.teams": teams(2) },
  },
  { keys: ["models"], what: "add a model", change: { "models.churn-two": { description: "Another one" } } },
  {
    keys: ["models"],
    what: "remove a model",
    change: { "models.churn": undefined },
  },
  { keys: ["models.<name>.description"], change: { "models.churn.description": "In other words" } },
  { keys: ["logs.retentionDays"], change: { "logs.retentionDays": 180 } },
  {
    keys: ["webIdentityFederation"],
    what: "`create` to `existing`",
    change: { webIdentityFederation: "existing" },
  },
];

function issuer(name: string) {
  return { url: `https://issuer.example.com/${name}`, audience: "api://AzureADTokenExchange" };
}

function guid(digit: number): string {
  return `${digit}a6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21`;
}

function teams(digit: number) {
  return {
    tenantId: guid(digit),
    teamId: guid(digit + 3),
    channelId: `19%3Ab6ef35dc342d56ba5654e6fc6d25a07${digit}%40thread.tacv2`,
  };
}
