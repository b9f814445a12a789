import * as pulumi from "@pulumi/pulumi";

import type { Consumers } from "../components/identity/consumers";
import { PermissionsBoundary } from "../components/identity/permissions-boundary";
import type { ResourceStatement } from "../components/identity/policy";
import type { PrivateNetworkArgs } from "../components/network/private-network";
import { PrivateNetwork } from "../components/network/private-network";
import { AlertTopic } from "../components/observability/alert-topic";
import { EncryptionKey } from "../components/storage/encryption-key";
import type { Foundation } from "../components/foundation";
import type { PlaneArgs } from "./plane";

export interface FoundationArgs extends PlaneArgs {
  /** What the plane's key encrypts. */
  readonly keyDescription: string;
  /** Roles of other accounts that may decrypt with the key. @default none */
  readonly keyConsumers?: Consumers;
  /** Whether topics of this account send to queues. @default false */
  readonly topicsFillQueues?: boolean;
  /** What else the key's policy says. @default nothing */
  readonly keyStatements?: readonly ResourceStatement[];
  /** Whether the Model Deploy pipeline acts in this account. @default false */
  readonly deploysModels?: boolean;
}

/** What every account has: boundary, key, topic of alarms, network. Children of the plane, named after it. */
export function createFoundation(
  plane: pulumi.ComponentResource,
  name: string,
  args: FoundationArgs,
): Foundation {
  const { scope, logRetentionDays, deploysModels = false } = args;
  const inPlane = { parent: plane };
  const boundary = new PermissionsBoundary(`${name}-boundary`, { scope, deploysModels }, inPlane);
  const permissionsBoundaryArn = boundary.policyArn;
  const { kmsKeyArn } = new EncryptionKey(
    `${name}-key`,
    {
      scope,
      description: args.keyDescription,
      services: ["cloudwatch", "events", "logs", ...(args.topicsFillQueues === true ? ["sns" as const] : [])],
      ...(args.keyConsumers ? { consumers: args.keyConsumers } : {}),
      ...(args.keyStatements ? { statements: args.keyStatements } : {}),
    },
    inPlane,
  );
  const alerts = new AlertTopic(`${name}-alerts`, { scope, kmsKeyArn, emails: args.alertEmails }, inPlane);
  const network = new PrivateNetwork(
    `${name}-network`,
    { ...networkArgs(args), kmsKeyArn, permissionsBoundaryArn },
    inPlane,
  );
  return {
    scope,
    kmsKeyArn,
    permissionsBoundaryArn,
    network,
    alertTopicArn: alerts.topicArn,
    logRetentionDays,
  };
}

function networkArgs({
  scope,
  network,
  organizationId,
  logRetentionDays,
}: FoundationArgs): Omit<PrivateNetworkArgs, "kmsKeyArn" | "permissionsBoundaryArn"> {
  return { scope, ...network, logRetentionDays, ...(organizationId === undefined ? {} : { organizationId }) };
}
