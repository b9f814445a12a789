import type { Properties } from "../../../simulator/clouds";
import { AWS } from "../../support/types";

const STREAM_ARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/logs";

/** Inputs of the types that bring logs to where they are searched. */
export const INSIGHT_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  [AWS.cloudwatch.LogDestination]: () => ({
    roleArn: "arn:aws:iam::111122223333:role/delivery",
    targetArn: STREAM_ARN,
  }),
  [AWS.cloudwatch.LogDestinationPolicy]: (name) => ({
    destinationName: name,
    accessPolicy: "{}",
  }),
  [AWS.cloudwatch.LogSubscriptionFilter]: (name) => ({
    logGroup: `/aws/lambda/${name}`,
    filterPattern: "",
    destinationArn: STREAM_ARN,
  }),
  [AWS.lambda.Invocation]: () => ({ functionName: "prepare", input: "{}" }),
};
