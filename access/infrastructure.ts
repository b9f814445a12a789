import type { Statement } from "../components/identity/policy";
import { STATE_DESCRIPTION, stateObject, stateObjects } from "./pulumi-state";

/** Where the Infrastructure pipeline keeps the state of its stack: an S3 backend of Pulumi that several stacks share. */
export interface StateAccess {
  readonly bucketArn: string;
  /** Key of the bucket and of the secrets in the state. */
  readonly kmsKeyArn: string;
  readonly project: string;
  /** The one stack that the pipeline manages. */
  readonly stack: string;
  /** Stack whose outputs it reads, as `<project>/<stack>`. @default none */
  readonly readsStack?: string;
}

/** What the Infrastructure pipeline needs. */
export interface InfrastructureAccess {
  /** The one service connection that acts for the pipeline. */
  readonly subject: string;
  /** Roles that it assumes in the accounts of the team. */
  readonly deploymentRoleArns: readonly string[];
  readonly state: StateAccess;
}

/**
 * Permissions of the Infrastructure pipeline's role. The state of other teams and of the organization is in the same
 * bucket, so it may change only the objects of its own stack.
 */
export function infrastructureStatements({ deploymentRoleArns, state }: InfrastructureAccess): Statement[] {
  return [
    { sid: "ActInTheAccountsOfTheTeam", actions: ["sts:AssumeRole"], resources: deploymentRoleArns },
    { sid: "ListState", actions: ["s3:ListBucket"], resources: [state.bucketArn] },
    { sid: "ReadSharedState", actions: ["s3:GetObject"], resources: sharedObjects(state) },
    {
      sid: "ReadAndWriteOwnState",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: stateObjects(state.bucketArn, state.project, state.stack),
    },
    {
      sid: "EncryptState",
      // DescribeKey is for preflight.
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      resources: [state.kmsKeyArn],
    },
  ];
}

/** The backend's description, and the state of the stack whose outputs are read. */
function sharedObjects({ bucketArn, readsStack }: StateAccess): string[] {
  const [project = "", stack = ""] = readsStack?.split("/") ?? [];
  const read = readsStack === undefined ? [] : [stateObject(bucketArn, project, stack)];
  return [`${bucketArn}/${STATE_DESCRIPTION}`, ...read];
}
