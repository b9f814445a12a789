import { Logger } from "@aws-lambda-powertools/logger";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { PublishCommandInput } from "@aws-sdk/client-sns";
import type { Context } from "aws-lambda";

import { createHandler } from "../../../functions/guard-retraining/create-handler";
import { readSettings } from "../../../functions/guard-retraining/environment";
import { NO_TELEMETRY } from "../../../functions/guard-retraining/telemetry";
import { retrainingStandIns } from "../../aws/retraining-stand-ins";
import type { AzureDevOpsServer } from "../../azure-devops/server";
import { startAzureDevOps } from "../../azure-devops/server";
import type { Graph, GraphResource } from "../../rehearsal/graph";
import { text } from "../../rehearsal/graph-lookup";
import { message } from "../approval";
import { environmentOf, pipelineFile, pipelineWithId } from "../approval-route";
import type { EventRoute } from "../approval-route";

/** What proves the function's identity, in whatever way the stack has it sign in. */
const PROOF = "rehearsal.proof.of-identity";

/** The guard of a rehearsed stack, and the clouds that it acts in. */
export interface PlayedGuard {
  readonly server: AzureDevOpsServer;
  readonly pipeline: GraphResource;
  readonly notices: readonly PublishCommandInput[];
  /** Attributes of the decisions, oldest first. */
  readonly decisions: () => Record<string, AttributeValue>[];
  readonly deliver: (event: unknown) => Promise<void>;
}

export interface PlayedGuardArgs {
  readonly graph: Graph;
  readonly route: EventRoute;
  /** Values of SSM parameters by name: the limits of models. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly pipelineId: string;
  /** Texts by key of the artifact bucket. */
  readonly objects: ReadonlyMap<string, string>;
}

/** The function with the environment that the stack gives it, its two addresses replaced by the stand-in's. */
export async function playGuard(args: PlayedGuardArgs): Promise<PlayedGuard> {
  const { graph, route, parameters, pipelineId, objects } = args;
  const environment = environmentOf(route.lambda);
  const pipeline = pipelineWithId(graph, pipelineId);
  const server = await startAzureDevOps({
    tenantId: environment.ENTRA_TENANT_ID ?? "",
    clientId: environment.ENTRA_CLIENT_ID ?? "",
    clientAssertion: PROOF,
    clientSecret: PROOF,
    personalAccessToken: PROOF,
    organization: (environment.AZURE_DEVOPS_ORG_URL ?? "").replace(/^.*\//, ""),
    project: environment.AZURE_DEVOPS_PROJECT ?? "",
    pipelines: { [Number(pipelineId)]: pipelineFile(graph, pipeline) },
  });
  const notices: PublishCommandInput[] = [];
  const items = new Map<string, Record<string, AttributeValue>>();
  const failures: string[] = [];
  const handler = createHandler(
    readSettings({
      ...environment,
      AZURE_DEVOPS_ORG_URL: server.organizationUrl,
      ENTRA_AUTHORITY: server.url,
    }),
    retrainingStandIns({
      region: route.lambda.provider?.region ?? "",
      proof: PROOF,
      parameters,
      execution: () => undefined,
      newest: () => undefined,
      objects,
      items,
      notices,
    }),
    new Logger({ serviceName: "guard-retraining", logLevel: "SILENT" }),
    { ...NO_TELEMETRY, failed: ({ reason, detail }) => failures.push(`${reason}, ${detail}`) },
  );
  const context = {
    functionName: text(route.lambda.outputs.name),
    awsRequestId: "rehearsal",
    getRemainingTimeInMillis: () => Number(route.lambda.inputs.timeout) * 1000,
  } as Context;
  return {
    server,
    pipeline,
    notices,
    decisions: () => [...items.values()].filter(({ entry }) => entry?.S?.startsWith("decision#")),
    deliver: async (event) => {
      await handler(message(route.queue, event), context);
      if (failures.length > 0) {
        throw new Error(`function ${route.lambda.name} could not decide: ${failures.join("; ")}`);
      }
    },
  };
}
