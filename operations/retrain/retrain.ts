import { SQSClient } from "@aws-sdk/client-sqs";

import { CONSOLE, exitWith } from "../entry";
import { readStackOutputs, regionOf } from "../stack-output";
import { retrain } from "./command";

exitWith(
  retrain(process.argv.slice(2), {
    ...CONSOLE,
    outputs: (stack) => readStackOutputs(stack, "pulumi and its state are needed"),
    sqs: (queueUrl) => new SQSClient({ region: regionOf(queueUrl) }),
  }),
);
