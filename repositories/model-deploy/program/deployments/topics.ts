import * as aws from "@pulumi/aws";

import type { Deployment } from "./deployment";

/** Where an asynchronous endpoint tells its callers of each answer and of each failure. */
export interface InferenceTopics {
  readonly success: aws.sns.Topic;
  readonly error: aws.sns.Topic;
}

/**
 * Both topics are for callers, who subscribe to them. People hear of failures by the alarm on them: a topic cannot pass
 * messages on to the topic of alarms. Where the model is watched, answers are told to the queue that keeps them, too.
 */
export function inferenceTopics({ name, contract, model, options }: Deployment): InferenceTopics {
  const topic = (suffix: string) =>
    new aws.sns.Topic(suffix, { name: `${name}-${suffix}`, kmsMasterKeyId: contract.kmsKeyArn }, options);
  const topics = { success: topic("success"), error: topic("error") };
  const captured = contract.asynchronousCapture;
  if (captured?.models.includes(model) === true) {
    new aws.sns.TopicSubscription(
      "captured",
      { topic: topics.success.arn, protocol: "sqs", endpoint: captured.queueArn, rawMessageDelivery: true },
      options,
    );
  }
  return topics;
}
