import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { partitionOf } from "../../../settings/regions";
import type { Dispatch, RecordedCall } from "./dispatch";
import { dispatch, send } from "./dispatch";
import type { Execution } from "./execution";
import { executionOperations } from "./execution-operations";
import { jsonProtocol } from "./json-protocol";
import { LogStore } from "./log-store";
import { ObjectStore } from "./object-store";
import { logOperations, parameterOperations } from "./other-operations";
import { pipelineOperations } from "./pipeline-operations";
import { PipelineStore } from "./pipelines";
import { Place } from "./place";
import { ModelRegistry } from "./registry";
import { registryOperations } from "./registry-operations";
import type { Functions } from "./rest-protocols";
import { lambdaProtocol, schedulerProtocol, withRuntime } from "./rest-protocols";
import { s3Protocol } from "./s3-protocol";
import type { Scenario } from "./scenario";
import { Serving } from "./serving";
import { scalingOperations, servingOperations } from "./serving-operations";
import { stsProtocol } from "./sts-protocol";

export interface SageMakerOptions {
  /** Account id, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Parameters of the Parameter Store, by name. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Names of S3 buckets, empty at first. @default none */
  readonly buckets?: readonly string[];
  /** Names of model package groups, empty at first. @default none */
  readonly modelPackageGroups?: readonly string[];
  /** Functions of Lambda by ARN. @default none */
  readonly functions?: Functions;
  /** Who calls, as STS tells it. @default a session of role model-build */
  readonly callerArn?: string;
}

/** Something that happens just before the next call of an operation is answered. */
export type Interference = () => void | Promise<void>;

export interface SageMakerStandIn {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** What a process needs in its environment to call this and nothing else: endpoint, region, credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every call so far that could be understood, oldest first. */
  readonly calls: readonly RecordedCall[];
  readonly objects: ObjectStore;
  /** Registered versions; `update` plays a person who approves one, or the pipeline that deploys it. */
  readonly registry: ModelRegistry;
  /** What serves, and how it answers. */
  readonly serving: Serving;
  /** Says what happens in the jobs of executions that are started from now on. @default jobs succeed, write nothing */
  readonly play: (scenario: Scenario) => void;
  /**
   * Lets something happen just before the next call of an operation is answered: another build that updates the
   * pipeline, an AwsError in place of the answer. One call, one interference, in order.
   */
  readonly before: (operation: string, interference: Interference) => void;
  /** @throws AwsError ResourceNotFound */
  readonly execution: (arn: string) => Execution;
  readonly close: () => Promise<void>;
}

/**
 * A stand-in, on 127.0.0.1 and a free port, of what the tools of the repositories model-build and model-deploy ask of
 * AWS: SageMaker's pipelines, registry and endpoints, and the few calls of other services around them. It is
 * reached by real SDK clients (`AWS_ENDPOINT_URL`, or `endpoint`; S3 in path style) and plays executions by the uploaded
 * definition. No clock: each ListPipelineExecutionSteps moves an execution on by one step. What it refuses, it refuses
 * with the service's code; messages are the service's own only where they are known.
 *
 *     const aws = await startSageMaker({ account, region, buckets, parameters, modelPackageGroups });
 *     aws.play({ outputs: { Evaluate: { evaluation: { "evaluation.json": text } } } });
 *     const client = new SageMakerClient({ region, endpoint: aws.url, credentials });
 *     …
 *     await aws.close();
 */
export async function startSageMaker(options: SageMakerOptions): Promise<SageMakerStandIn> {
  const { account, region } = options;
  const place = new Place(account, region);
  const objects = new ObjectStore(options.buckets ?? []);
  const logs = new LogStore();
  const registry = new ModelRegistry(place, options.modelPackageGroups ?? []);
  const pipelines = new PipelineStore(place);
  const serving = new Serving(place, objects);
  let scenario: Scenario = {};
  const callerArn =
    options.callerArn ??
    `arn:${partitionOf(place.region)}:sts::${account}:assumed-role/model-build/model-build`;

  const calls: RecordedCall[] = [];
  const interferences: { readonly operation: string; readonly happen: Interference }[] = [];
  const to: Dispatch = {
    region,
    protocols: {
      sagemaker: withRuntime(
        jsonProtocol({
          ...pipelineOperations(pipelines, objects),
          ...executionOperations(pipelines, () => ({ place, objects, logs, registry, scenario })),
          ...registryOperations(registry),
          ...servingOperations(serving),
        }),
        serving,
      ),
      "application-autoscaling": jsonProtocol(scalingOperations()),
      lambda: lambdaProtocol(options.functions ?? {}),
      scheduler: schedulerProtocol(serving),
      ssm: jsonProtocol(parameterOperations(place, options.parameters ?? {})),
      logs: jsonProtocol(logOperations(place, logs)),
      s3: s3Protocol(place, objects),
      sts: stsProtocol(place, callerArn),
    },
    before: async ({ operation }) => {
      const index = interferences.findIndex((interference) => interference.operation === operation);
      if (index >= 0) await interferences.splice(index, 1)[0]?.happen();
    },
    record: (call) => {
      calls.push(call);
    },
  };

  const server = createServer((message, response) => {
    dispatch(message, to)
      .then((answer) => {
        send(response, answer);
      })
      .catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "ASIASTANDIN",
      AWS_SECRET_ACCESS_KEY: "stand-in",
      AWS_SESSION_TOKEN: "stand-in",
    },
    calls,
    objects,
    registry,
    serving,
    play: (next) => {
      scenario = next;
    },
    before: (operation, happen) => {
      interferences.push({ operation, happen });
    },
    execution: (arn) => pipelines.execution(arn),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
