import * as pulumi from "@pulumi/pulumi";

import { parseSettings } from "../../settings/load";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { landingZoneStack } from "../../stacks/landing-zone";
import { landingZone, withValue } from "../settings/samples";
import type { Raw, RawValue } from "../settings/samples";
import type { MockedCloud, MocksOptions } from "./mocks";
import { startMocks } from "./mocks";

/** Settings by path, such as `accounts.single`; undefined removes. */
export type Changes = Readonly<Record<string, RawValue | undefined>>;

/** Every part that a team can leave out, to be added to the sample settings. */
export const EVERY_PART: Changes = {
  studio: {},
  dataSources: {
    snowflake: {
      account: "contoso-analytics",
      user: "MLOPS_FRAUD",
      role: "FRAUD_READER",
      warehouse: "ML_WH",
      database: "PAYMENTS",
      schema: "CURATED",
    },
    azureDataLake: {
      storageAccount: "contosopayments",
      container: "exports",
      dataset: "transactions",
      via: "glue",
      tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
      clientId: "4e8f1a2b-6c3d-4f5e-9a7b-8c9d0e1f2a3b",
    },
  },
  featureGroups: {
    customers: {
      description: "What is known of a customer at a point in time",
      recordIdentifier: "customer_id",
      eventTime: "event_time",
      features: { customer_id: "String", event_time: "String" },
    },
  },
  images: { training: { description: "For processing and training steps" } },
  "people.dataScientist": ["ada@example.com"],
  "people.leadDataScientist": ["katherine@example.com"],
  models: {
    churn: {
      description: "Probability that a customer leaves",
      monitoring: { inference: "realtime", groundTruth: { account: "210000000005" } },
    },
  },
  imageReplication: "models",
  mlflow: {},
  openSearch: {},
  infrastructurePipeline: {
    stateBucket: "contoso-state",
    stateKeyArn: "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
  },
  deploymentRole: "deployer",
};

/** All in one account; with the id of an organization, which is not needed: nobody reads from another account. */
export const SINGLE: Changes = {
  profile: "trial",
  accounts: { single: "300000000001" },
  imageReplication: undefined,
};

/** The sample settings of a landing zone with some of them changed. */
export function settingsWith(changes: Changes): LandingZoneSettings {
  const raw = Object.entries(changes).reduce<Raw>(
    (all, [path, value]) => withValue(all, path, value),
    landingZone(),
  );
  return parseSettings("prod", raw) as LandingZoneSettings;
}

/** A whole landing zone in an empty cloud, with everything that it registers; of stack prod unless said otherwise. */
export async function landed(
  changes: Changes = {},
  options: Pick<MocksOptions, "stack" | "stackReferences"> = {},
): Promise<{ readonly cloud: MockedCloud; readonly outputs: Record<string, unknown> }> {
  const settings = settingsWith(changes);
  const cloud = startMocks({ stack: "prod", ...options });
  const outputs = await landingZoneStack(settings, {
    azureDevOpsToken: undefined,
    azureDataLakeSasToken: pulumi.secret("sv=2024-11-04&sig=of-nobody"),
  });
  await cloud.settled();
  return { cloud, outputs };
}
