import type { Properties } from "../../../simulator/clouds";

const STREAM_ARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/logs";

/** Inputs of the types that bring logs to where they are searched. */
export const INSIGHT_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  "aws:cloudwatch/logDestination:LogDestination": () => ({
    roleArn: "arn:aws:iam::111122223333:role/delivery",
    targetArn: STREAM_ARN,
  }),
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": (name) => ({
    destinationName: name,
    accessPolicy: "{}",
  }),
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": (name) => ({
    logGroup: `/aws/lambda/${name}`,
    filterPattern: "",
    destinationArn: STREAM_ARN,
  }),
  "aws:lambda/invocation:Invocation": () => ({ functionName: "prepare", input: "{}" }),
};
