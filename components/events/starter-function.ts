import * as pulumi from "@pulumi/pulumi";

import type { Foundation } from "../foundation";
import type { DeployCredential } from "./deploy-credential";
import { credentialEnvironment, credentialStatement } from "./deploy-credential";
import type { EventQueue } from "./event-queue";
import type { QueueFunctionArgs } from "./queue-function";
import { QueueFunction } from "./queue-function";

/** The project whose pipelines a function starts, and what it signs in with. */
export interface AzureDevOpsAccess {
  /** Such as `https://dev.azure.com/contoso`. */
  readonly organizationUrl: string;
  readonly project: string;
  readonly credential: DeployCredential;
}

export interface StarterFunctionArgs
  extends
    Pick<Foundation, "scope" | "kmsKeyArn" | "permissionsBoundaryArn">,
    Pick<QueueFunctionArgs, "purpose" | "description" | "code" | "environment" | "statements"> {
  /** Its queue, made with {@link STARTER_QUEUE}. */
  readonly queue: EventQueue;
  readonly azureDevOps: AzureDevOpsAccess;
  /** Secret with the credential; undefined where the function signs in by its role. */
  readonly credentialSecretArn: pulumi.Output<string> | undefined;
  /** Whether it may sign in. @default true */
  readonly signsIn?: boolean;
}

/** Longest run of the function: it waits 45 seconds for Azure DevOps, which holds throttled calls for 30. */
const TIMEOUT_SECONDS = 90;

/** The delivery at which the function gives a message up. */
const MAX_RECEIVES = 5;

/** Hundreds of messages may arrive at once; Azure DevOps throttles callers long before Lambda does. */
const MAXIMUM_CONCURRENCY = 2;

/** What the queue of such a function needs. */
export const STARTER_QUEUE = {
  /**
   * If the function is cut off before it sets a delay, the message returns after this. By then the claim that it left has
   * expired: claims in progress end with the invocation, which is over after TIMEOUT_SECONDS.
   */
  visibilityTimeoutSeconds: 6 * TIMEOUT_SECONDS,
  /** SQS itself gives up later: until then the function can still say why, even where it was cut off or SQS failed. */
  maxReceiveCount: 8,
} as const;

/** Function that starts pipelines of Azure DevOps for the messages of a queue: those of functions/shared/azure-devops. */
export function starterFunction(
  name: string,
  args: StarterFunctionArgs,
  parent: pulumi.Resource,
): QueueFunction {
  const { queue, azureDevOps, credentialSecretArn, signsIn = true, environment, statements, ...rest } = args;
  return new QueueFunction(
    name,
    {
      ...rest,
      queue,
      statements: [
        ...statements,
        // SQS would move a message without saying why it failed.
        { sid: "GiveUpMessages", actions: ["sqs:SendMessage"], resources: [queue.literalDeadLetterQueueArn] },
        ...(signsIn ? [credentialStatement(args.scope, azureDevOps.credential)] : []),
      ],
      timeoutSeconds: TIMEOUT_SECONDS,
      maximumConcurrency: MAXIMUM_CONCURRENCY,
      tracing: "Active",
      environment: {
        AZURE_DEVOPS_ORG_URL: azureDevOps.organizationUrl,
        AZURE_DEVOPS_PROJECT: azureDevOps.project,
        ...environment,
        ...credentialEnvironment(azureDevOps.credential, credentialSecretArn),
        QUEUE_URL: queue.queueUrl,
        DEAD_LETTER_QUEUE_URL: queue.deadLetterQueueUrl,
        MAX_RECEIVES: String(MAX_RECEIVES),
      },
    },
    { parent },
  );
}
