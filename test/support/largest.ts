import { MAX_MODELS } from "../../settings/schema/models";
import type { RawValue } from "../settings/samples";
import type { Changes } from "./landed";
import { EVERY_PART } from "./landed";
import { ACCOUNTS } from "./planes";

/** As many entries as the settings take, each with a name of this length. */
function named<T extends RawValue>(count: number, length: number, value: T): Record<string, T> {
  const names = Array.from({ length: count }, (_, index) => `n${String(index).padStart(length - 1, "0")}`);
  return Object.fromEntries(names.map((name) => [name, value]));
}

/** People with the longest addresses. */
const people = (persona: string): string[] =>
  [1, 2, 3].map((one) => `${persona}-${one}-`.padEnd(52, "p") + "@example.com");

const TEAM = "abcdefghijkl";
const ORGANIZATION_STACK = `organization/mlops/${"o".repeat(100)}`;

/** The stack of these settings: its name is part of policies too, and its accounts are read of another one. */
export const LARGEST_STACK = {
  stack: "s".repeat(100),
  stackReferences: { [ORGANIZATION_STACK]: { accountIds: { [TEAM]: ACCOUNTS } } },
} as const;

/** Longest names and largest numbers that the settings take, with every part, in the Region with the longest ARNs. */
export const LARGEST: Changes = {
  ...EVERY_PART,
  region: "us-gov-west-1",
  mlflow: undefined,
  "team.name": TEAM,
  accounts: { organizationStack: ORGANIZATION_STACK },
  organizationId: `o-${"a".repeat(32)}`,
  "azureDevOps.organization": "o".repeat(50),
  "azureDevOps.project": "p".repeat(64),
  "azureDevOps.issuers": [
    {
      url: "https://vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
      audience: "api://AzureADTokenExchange",
    },
    {
      url: "https://login.microsoftonline.com/5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10/v2.0",
      audience: "fb60f99c-7a34-4190-8149-302f77469936",
    },
  ],
  "people.dataScientist": people("data-scientist"),
  "people.leadDataScientist": people("lead-data-scientist"),
  "people.mlEngineer": people("ml-engineer"),
  permissionSets: {
    dataScientist: "d".repeat(32),
    leadDataScientist: "l".repeat(32),
    mlEngineer: "e".repeat(32),
    platformAdministrator: "a".repeat(32),
    auditor: "u".repeat(32),
  },
  models: named(MAX_MODELS, 20, {
    description: "d".repeat(200),
    monitoring: {
      inference: "realtime",
      engine: "sagemaker",
      window: "hour",
      minimumRows: 1_000_000,
      groundTruth: { account: "210000000005", waitHours: 2160 },
    },
  }),
  featureGroups: named(50, 32, {
    description: "d".repeat(128),
    recordIdentifier: "id",
    eventTime: "time",
    features: { id: "String", time: "String" },
  }),
  images: named(20, 32, { description: "d".repeat(200) }),
  "dataSources.azureDataLake.storageAccount": "s".repeat(24),
  "dataSources.azureDataLake.container": "c".repeat(63),
  "dataSources.azureDataLake.folder": "f".repeat(100),
  "dataSources.azureDataLake.dataset": "d".repeat(32),
  deploymentRole: "r".repeat(64),
  infrastructurePipeline: {
    stateBucket: "b".repeat(63),
    stateKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
  },
};

/** The same data by the other way, with MLflow, in an account that plays all roles: the names of all planes meet there. */
export const LARGEST_IN_ONE_ACCOUNT: Changes = {
  ...LARGEST,
  profile: "trial",
  region: "ap-southeast-1",
  infrastructurePipeline: {
    stateBucket: "b".repeat(63),
    stateKeyArn: "arn:aws:kms:ap-southeast-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
  },
  mlflow: {},
  accounts: { single: "300000000001" },
  imageReplication: undefined,
  "dataSources.azureDataLake.via": "dataSync",
  "dataSources.azureDataLake.agentArns": [
    "arn:aws:datasync:ap-southeast-1:300000000001:agent/agent-0a1b2c3d4e5f60718",
  ],
};
