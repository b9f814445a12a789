import { Logger } from "@aws-lambda-powertools/logger";
import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { PricingClient } from "@aws-sdk/client-pricing";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SNSClient } from "@aws-sdk/client-sns";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

const settings = readSettings(process.env);
const { pricesRegion } = settings;

/**
 * Tells the owner of endpoints that nobody asks, and what they cost. Lambda entry point; the environment variables are
 * described in `environment.ts`. Clients and settings are made once for each environment.
 */
export const handler = createHandler(
  settings,
  {
    sageMaker: new SageMakerClient(),
    cloudWatch: new CloudWatchClient(),
    scaling: new ApplicationAutoScalingClient(),
    sns: new SNSClient(),
    pricing: pricesRegion === undefined ? undefined : new PricingClient({ region: pricesRegion }),
  },
  new Logger({ serviceName: "find-idle-endpoints" }),
);
