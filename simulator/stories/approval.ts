import { Logger } from "@aws-lambda-powertools/logger";
import type { Context, SQSEvent } from "aws-lambda";

import { createHandler } from "../../functions/start-model-deploy/create-handler";
import { readSettings } from "../../functions/start-model-deploy/environment";
import { NO_TELEMETRY } from "../../functions/start-model-deploy/telemetry";
import { environmentOf, routeOf, rulesMatching, startingDeployments } from "./approval-route";
import type { ApprovalRoute } from "./approval-route";
import type { ApprovedVersion } from "../aws/stand-ins";
import { awsStandIns } from "../aws/stand-ins";
import { startAzureDevOps } from "../azure-devops/server";
import type { AzureDevOpsServer } from "../azure-devops/server";
import { ofType, text } from "../rehearsal/graph-lookup";
import type { Graph, GraphResource } from "../rehearsal/graph";
import type { Story } from "../rehearse/stories";

/** What proves the function's identity, in whatever way the stack has it sign in. */
const PROOF = "rehearsal.proof.of-identity";

/** Version that is approved if nobody names one. */
const SOME_VERSION = 7;

/**
 * Approves a version of the first model of a rehearsed stack and follows the event: the stack's own rule, queue and
 * function, the function's own code, and its requests to a stand-in of Entra and Azure DevOps over HTTP.
 *
 * @param versionArn - ARN of the version. @default version 7
 * @returns undefined for a stack without models
 * @throws Error if the event does not arrive, arrives twice, or if an event arrives that should not
 */
export async function followApproval(graph: Graph, versionArn?: string): Promise<Story | undefined> {
  const [group] = ofType(graph, "aws:sagemaker/modelPackageGroup:ModelPackageGroup");
  if (!group) {
    return undefined;
  }
  const version = approvedVersion(group, versionArn);
  const event = stateChange(version, {});
  const misses = refuseNearMisses(graph, version);
  const route = routeOf(graph, event);
  const server = await standIn(route);
  try {
    const deliver = functionOf(route, version, server);
    await deliver(event);
    await deliver(event);
    return story(route, version, server, misses);
  } finally {
    await server.close();
  }
}

function approvedVersion(group: GraphResource, versionArn?: string): ApprovedVersion {
  const groupArn = text(group.outputs.arn);
  const prefix = `${groupArn.replace(":model-package-group/", ":model-package/")}/`;
  const arn = versionArn ?? `${prefix}${SOME_VERSION}`;
  if (!arn.startsWith(prefix)) {
    throw new Error(`version ${arn} is none of group ${groupArn}, whose approval is followed`);
  }
  return {
    arn,
    group: text(group.outputs.modelPackageGroupName),
    version: Number(arn.slice(prefix.length)),
  };
}

/** The documented event, with one change to it. */
function stateChange(
  version: ApprovedVersion,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    version: "0",
    "detail-type": "SageMaker Model Package State Change",
    source: "aws.sagemaker",
    resources: [version.arn],
    detail: {
      ModelPackageGroupName: version.group,
      ModelPackageVersion: version.version,
      ModelPackageArn: version.arn,
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: "Approved",
      ...change,
    },
  };
}

function refuseNearMisses(graph: Graph, version: ApprovedVersion): string[] {
  const nearMisses = {
    "waiting for approval": { ModelApprovalStatus: "PendingManualApproval" },
    rejected: { ModelApprovalStatus: "Rejected" },
    "approved but unfinished": { ModelPackageStatus: "InProgress" },
    "another team's model": { ModelPackageGroupName: `other-${version.group}` },
  };
  for (const [what, change] of Object.entries(nearMisses)) {
    const [rule] = startingDeployments(graph, rulesMatching(graph, stateChange(version, change)));
    if (rule) {
      throw new Error(`rule ${rule.name} lets a version through that is ${what}`);
    }
  }
  return [`  stays out   ${Object.keys(nearMisses).join(", ")}: no rule deploys them`];
}

function standIn(route: ApprovalRoute): Promise<AzureDevOpsServer> {
  const environment = environmentOf(route.lambda);
  return startAzureDevOps({
    tenantId: String(environment.ENTRA_TENANT_ID),
    clientId: String(environment.ENTRA_CLIENT_ID),
    clientAssertion: PROOF,
    clientSecret: PROOF,
    personalAccessToken: PROOF,
    organization: String(environment.AZURE_DEVOPS_ORG_URL).replace(/^.*\//, ""),
    project: String(environment.AZURE_DEVOPS_PROJECT),
    pipelines: { [Number(route.pipeline.id)]: route.simulatedPipeline },
  });
}

/** The function with the environment that the stack gives it, its two addresses replaced by the stand-in's. */
function functionOf(
  route: ApprovalRoute,
  version: ApprovedVersion,
  server: AzureDevOpsServer,
): (event: unknown) => Promise<void> {
  const settings = readSettings({
    ...environmentOf(route.lambda),
    AZURE_DEVOPS_ORG_URL: server.organizationUrl,
    ENTRA_AUTHORITY: server.url,
  });
  const region = route.lambda.provider?.region ?? "";
  const logger = new Logger({ serviceName: "start-model-deploy", logLevel: "SILENT" });
  const failures: string[] = [];
  const handler = createHandler(settings, awsStandIns(version, region, PROOF), logger, {
    ...NO_TELEMETRY,
    failed: ({ reason, detail }) => failures.push(`${reason}, ${detail}`),
  });
  const context = {
    functionName: text(route.lambda.outputs.name),
    awsRequestId: "rehearsal",
    getRemainingTimeInMillis: () => Number(route.lambda.inputs.timeout) * 1000,
  } as Context;
  return async (event) => {
    await handler(message(route.queue, event), context);
    if (failures.length > 0) {
      throw new Error(`function ${route.lambda.name} could not start a run: ${failures.join("; ")}`);
    }
  };
}

/** What Lambda hands over of a queue. */
export function message(queue: GraphResource, event: unknown): SQSEvent {
  const record = {
    messageId: "rehearsal",
    receiptHandle: "rehearsal",
    body: JSON.stringify(event),
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "events",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: text(queue.outputs.arn),
    awsRegion: queue.provider?.region ?? "",
  };
  return { Records: [record] };
}

function story(
  route: ApprovalRoute,
  version: ApprovedVersion,
  server: AzureDevOpsServer,
  misses: readonly string[],
): Story {
  const [run, second] = server.runs;
  const request = server.requests.find(({ url }) => url.includes("/_apis/pipelines/"));
  if (!run || !request || second) {
    throw new Error(`two deliveries of one approval started ${server.runs.length} runs, one is needed`);
  }
  const lines = [
    `  approved    ${version.arn}`,
    `  rule        ${text(route.rule.outputs.name)}`,
    `  queue       ${text(route.queue.outputs.name)}`,
    `  function    ${text(route.lambda.outputs.name)}`,
    `  request     ${request.method} ${request.url}`,
    `              ${request.body}`,
    `  answer      200, run ${run.id} of pipeline "${route.simulatedPipeline.name}"`,
    "  repeated    the same event again starts nothing",
    ...misses,
  ];
  const summary =
    `approved version ${version.version} of ${version.group} starts run ${run.id} of pipeline ` +
    `"${route.simulatedPipeline.name}", once; near misses start nothing`;
  return { summary, lines };
}
