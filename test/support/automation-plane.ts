import type { AutomationPlaneArgs, AutomationPlaneSettings } from "../../planes/automation/automation-plane";
import { AutomationPlane } from "../../planes/automation/automation-plane";
import type { InfrastructureAccess } from "../../access/infrastructure";
import { json } from "./fixtures";
import type { MockedCloud, RecordedResource } from "./mocks";
import { startMocks } from "./mocks";
import { automationArgs, PROFILE_AND_TEAM } from "./planes";

/** Settings with which the automation plane has every part. */
export const EVERY_PART: AutomationPlaneSettings = {
  ...PROFILE_AND_TEAM,
  imageReplication: "none",
  images: { training: { description: "For training steps" } },
  featureGroups: {
    customers: {
      description: "Customers",
      recordIdentifier: "id",
      eventTime: "time",
      features: { id: "String", time: "String" },
      onlineStore: true,
    },
  },
  mlflow: { size: "Small" },
  openSearch: { instanceType: "r7g.large.search", nodes: 3, volumeGiB: 50 },
};

export const INFRASTRUCTURE: InfrastructureAccess = {
  subject: "sc://contoso-ml/fraud-ml/infrastructure",
  deploymentRoleArns: ["arn:aws:iam::200000000001:role/deployer", "arn:aws:iam::200000000002:role/deployer"],
  state: {
    bucketArn: "arn:aws:s3:::contoso-state",
    kmsKeyArn: "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
    project: "mlops",
    stack: "prod",
  },
};

export interface MadeAutomation {
  readonly cloud: MockedCloud;
  readonly plane: AutomationPlane;
}

/** The automation plane of team fraud, without optional parts unless asked for. */
export async function automation(changes: Partial<AutomationPlaneArgs> = {}): Promise<MadeAutomation> {
  const cloud = startMocks();
  const plane = new AutomationPlane("automation", { ...automationArgs(), ...changes });
  await cloud.settled();
  return { cloud, plane };
}

/** Subjects that a role trusts, by statement. */
export function subjectsOf(role: RecordedResource): (string | undefined)[] {
  const { Statement } = json(role, "assumeRolePolicy") as {
    Statement: { Condition: { StringEquals: Record<string, string> } }[];
  };
  return Statement.map(
    ({ Condition }) => Object.entries(Condition.StringEquals).find(([key]) => key.endsWith(":sub"))?.[1],
  );
}
