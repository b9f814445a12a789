import type { DevelopmentPlaneArgs } from "../../planes/development/development-plane";
import { DevelopmentPlane } from "../../planes/development/development-plane";
import { json } from "./fixtures";
import type { MockedCloud } from "./mocks";
import { startMocks } from "./mocks";
import { developmentArgs } from "./planes";
import { AWS } from "./types";

export const STUDIO = {
  signIn: "iam",
  instanceType: "ml.t3.medium",
  idleMinutes: 120,
  volumeGiB: 20,
} as const;

/** Settings of the plane, some of them. */
export type Settings = Partial<DevelopmentPlaneArgs["settings"]>;

/** The development plane of team fraud, without optional parts unless asked for. */
export async function development(
  settings: Settings = {},
  changes: Partial<DevelopmentPlaneArgs> = {},
): Promise<{ readonly cloud: MockedCloud; readonly plane: DevelopmentPlane }> {
  const cloud = startMocks();
  const args = developmentArgs();
  const plane = new DevelopmentPlane("development", {
    ...args,
    settings: { ...args.settings, ...settings },
    ...changes,
  });
  await cloud.settled();
  return { cloud, plane };
}

/** Statements of a role's policy, by id. */
export function statementsOf(cloud: MockedCloud, name: string): Map<string, object> {
  const { Statement } = json(cloud.one(AWS.iam.RolePolicy, `${name}-policy`)) as {
    Statement: { Sid: string }[];
  };
  return new Map(Statement.map((statement) => [statement.Sid, statement]));
}
