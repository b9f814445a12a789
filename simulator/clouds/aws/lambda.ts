import { createHash } from "node:crypto";

import { digits, guid, hex, idFrom, text } from "../ids";
import type { Properties, Registration } from "../types";
import { arn, CREATED_AT, inRegion } from "./define";

export const lambda = inRegion({
  "aws:lambda/function:Function": {
    autoname: "name",
    taggable: true,
    computed: lambdaFunction,
    id: idFrom("name"),
    replaceOn: ["name", "packageType"],
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      uuid: guid(urn),
      arn: arn(place, "lambda", `event-source-mapping:${guid(urn)}`),
      functionArn: functionArn(inputs.functionName, place),
      lastModified: CREATED_AT,
      lastProcessingResult: "",
      maximumRecordAgeInSeconds: 0,
      maximumRetryAttempts: 0,
      parallelizationFactor: 0,
      state: inputs.enabled === false ? "Disabled" : "Enabled",
      stateTransitionReason: "USER_INITIATED",
    }),
    id: idFrom("uuid"),
    replaceOn: ["eventSourceArn", "startingPosition", "startingPositionTimestamp", "queues", "topics"],
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
    computed: () => ({}),
    // With a qualifier, AWS puts it behind the name: none of ours has one.
    id: idFrom("functionName"),
    replaceOn: ["functionName", "qualifier"],
  },
  "aws:lambda/permission:Permission": {
    computed: ({ urn }) => ({ statementId: `terraform-${digits(urn, 26)}`, statementIdPrefix: "" }),
    id: idFrom("statementId"),
    replaceOn: [
      "action",
      "eventSourceToken",
      "function",
      "functionUrlAuthType",
      "principal",
      "principalOrgId",
      "qualifier",
      "sourceAccount",
      "sourceArn",
      "statementId",
      "statementIdPrefix",
    ],
  },
  "aws:lambda/invocation:Invocation": {
    // What the function would answer, only the function knows.
    computed: () => ({ result: "null" }),
    id: ({ urn, inputs }) =>
      `${text(inputs, "functionName")}_$LATEST_${hex(`${urn}${text(inputs, "input")}`, 32)}`,
    replaceOn: ["functionName", "qualifier", "tenantId", "input", "triggers", "terraformKey"],
  },
});

function lambdaFunction({ urn, inputs, place }: Registration): Properties {
  const own = functionArn(text(inputs, "name"), place);
  const version = inputs.publish === true ? "1" : "$LATEST";
  const digest = createHash("sha256").update(urn).digest("base64");
  return {
    arn: own,
    qualifiedArn: `${own}:${version}`,
    version,
    invokeArn: invocation(place, `2015-03-31/functions/${own}/invocations`),
    qualifiedInvokeArn: invocation(place, `2015-03-31/functions/${own}:${version}/invocations`),
    responseStreamingInvokeArn: invocation(
      place,
      `2021-11-15/functions/${own}/response-streaming-invocations`,
    ),
    architectures: ["x86_64"],
    codeSha256: digest,
    sourceCodeHash: digest,
    sourceCodeSize: 262_144,
    lastModified: CREATED_AT,
    ephemeralStorage: { size: 512 },
    loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/${text(inputs, "name")}` },
    tracingConfig: { mode: "PassThrough" },
    signingJobArn: "",
    signingProfileVersionArn: "",
  };
}

/** A mapping may name its function or give the ARN. */
function functionArn(nameOrArn: unknown, place: Registration["place"]): string {
  const given = text({ functionName: nameOrArn }, "functionName");
  return given.startsWith("arn:") ? given : arn(place, "lambda", `function:${given}`);
}

function invocation({ partition, region }: Registration["place"], path: string): string {
  return `arn:${partition}:apigateway:${region}:lambda:path/${path}`;
}
