import type { Logger } from "@aws-lambda-powertools/logger";
import type { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { PricingClient } from "@aws-sdk/client-pricing";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { createSqsHandler, type SqsHandler } from "../shared/sqs-handler";
import { findIdleEndpoints } from "./core";
import { endpointsInService } from "./endpoints";
import type { Settings } from "./environment";
import { createPrices } from "./prices";
import { hoursWithRequests } from "./requests";
import { scaleToZero } from "./scale";

export interface Clients {
  readonly sageMaker: SageMakerClient;
  readonly cloudWatch: CloudWatchClient;
  readonly scaling: ApplicationAutoScalingClient;
  readonly sns: SNSClient;
  /** Undefined where AWS has no price list. */
  readonly pricing: PricingClient | undefined;
}

/** The SQS handler: a message is the event of a schedule. */
export function createHandler(settings: Settings, clients: Clients, logger: Logger): SqsHandler {
  const { sageMaker, cloudWatch, scaling, sns, pricing } = clients;
  return createSqsHandler(logger, async (body, { log }) => {
    await findIdleEndpoints(body, {
      settings,
      endpoints: () => endpointsInService(sageMaker, settings.endpointPrefix),
      hoursWithRequests: (endpoint, from, until) => hoursWithRequests(cloudWatch, endpoint, from, until),
      priceOf: createPrices(pricing, settings.region, log),
      scaleToZero: (endpoint) => scaleToZero(scaling, endpoint),
      publish: async (Subject, Message) => {
        await sns.send(new PublishCommand({ TopicArn: settings.topicArn, Subject, Message }));
      },
      log,
    });
  });
}
