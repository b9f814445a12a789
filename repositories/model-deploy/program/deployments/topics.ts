import * as aws from "@pulumi/aws";

import type { Deployment } from "./deployment";

/** Where an asynchronous endpoint tells its callers of each answer and of each failure. */
export interface InferenceTopics {
  readonly success: aws.sns.Topic;
  readonly error: aws.sns.Topic;
}

/**
 * Both topics are for callers, who subscribe to them. People hear of failures by the alarm on them: a topic cannot pass
 * messages on to the topic of alarms.
 */
export function inferenceTopics({ name, contract, options }: Deployment): InferenceTopics {
  const topic = (suffix: string) =>
    new aws.sns.Topic(suffix, { name: `${name}-${suffix}`, kmsMasterKeyId: contract.kmsKeyArn }, options);
  return { success: topic("success"), error: topic("error") };
}
