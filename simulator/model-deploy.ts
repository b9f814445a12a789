import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { Context } from "aws-lambda";

import { createHandler } from "../functions/start-batch-transform/create-handler";
import { readSettings } from "../functions/start-batch-transform/environment";
import { environmentOf } from "./approval-route";
import { text } from "./graph-lookup";
import { Checkout } from "./model-build/checkout";
import { line } from "./model-build/lines";
import { answersAs, recordedCases } from "./model-deploy/cases";
import { bucketsOf } from "./model-deploy/engine";
import type { PlayedRun } from "./model-deploy/play";
import { playRun } from "./model-deploy/play";
import type { ModelDeployRoute } from "./model-deploy/route";
import { modelDeployRoute } from "./model-deploy/route";
import { runLines } from "./model-deploy/story";
import type { Rehearsal } from "./rehearsal/run";
import { evaluationJson, GOOD_MODEL } from "./sagemaker/evaluation";
import type { ModelVersion } from "./sagemaker/registry";
import type { Functions } from "./sagemaker/rest-protocols";
import type { SageMakerStandIn } from "./sagemaker/server";
import { startSageMaker } from "./sagemaker/server";

/** What a person would write into models/<model>.yaml for each type of inference; it runs on a machine that does more. */
const TESTS = "tests: { load: { requests: 40, p50Ms: 5000, p95Ms: 10000, p99Ms: 20000 } }\n";
const AT_ONCE = "capture: { percent: 0 }\ntraffic: { shift: all-at-once }\n";
export const MODEL_FILES = {
  realtime: TESTS,
  serverless: `inference: serverless\nnetworkIsolation: false\n${AT_ONCE}${TESTS}`,
  asynchronous: `inference: asynchronous\ncapture: { percent: 0 }\n${TESTS}`,
  batch: `inference: batch\n${TESTS}`,
} as const satisfies Readonly<Record<string, string>>;

export type Inference = keyof typeof MODEL_FILES;

/** A version to deploy, as the registry has it. */
export type ApprovedVersion = Pick<ModelVersion, "arn" | "group" | "version" | "body">;

export interface DeploymentStory {
  readonly lines: readonly string[];
  /** Runs by type of inference; `refused` is that of a model whose endpoint does not answer as it was recorded. */
  readonly runs: Readonly<Record<Inference | "refused", PlayedRun>>;
}

/**
 * Follows an approved version of a rehearsed stack through the Model Deploy pipeline, once for each type of inference: the
 * tools of the seeded repository, the deploy program under the landing zone's policy pack, tests against a stand-in of
 * AWS over HTTP, and production after approval. The last run is of a model that answers otherwise than it was recorded.
 *
 * @throws Error that names the hop where the way ends
 */
export async function followDeployments(
  { graph, resources }: Pick<Rehearsal, "graph" | "resources">,
  version: ApprovedVersion,
): Promise<DeploymentStory> {
  const route = modelDeployRoute(graph, resources);
  const kinds = Object.keys(MODEL_FILES) as Inference[];
  const cases = recordedCases();
  const played: (readonly [Inference | "refused", PlayedRun])[] = [];
  for (const inference of kinds) {
    played.push([inference, await deploy(route, version, inference, 1 + played.length, cases, cases)]);
  }
  const wrong = cases.replaceAll(/^(0\.\d+)/gm, (recorded) => String(1 - Number(recorded)));
  played.push(["refused", await deploy(route, version, "realtime", 1 + played.length, cases, wrong)]);
  const runs = Object.fromEntries(played) as DeploymentStory["runs"];
  const titles = {
    ...Object.fromEntries(kinds.map((kind) => [kind, kind])),
    refused: "realtime, another model",
  };
  return {
    runs,
    lines: played.flatMap(([kind, run]) => [
      line("inference", (titles as Record<string, string>)[kind] ?? kind),
      ...runLines(run, "the approval"),
    ]),
  };
}

/**
 * One run, in an AWS of its own.
 *
 * @param answers - Cases as the endpoint answers them.
 */
async function deploy(
  route: ModelDeployRoute,
  version: ApprovedVersion,
  inference: Inference,
  id: number,
  cases: string,
  answers: string,
): Promise<PlayedRun> {
  const model = modelOf(route, version);
  const files = { ...route.files, [`models/${model}.yaml`]: MODEL_FILES[inference] };
  const checkout = new Checkout(files);
  const aws = await standIn(route, version, cases);
  aws.serving.predict = answersAs(answers);
  try {
    const parameters = {
      modelPackageArn: version.arn,
      modelPackageGroup: version.group,
      modelPackageVersion: String(version.version),
      startedBy: "approval",
    };
    return await playRun(id, parameters, route, checkout, aws);
  } finally {
    await aws.close();
    checkout.remove();
  }
}

/** AWS with the version approved, and what the landing zone and Model Build have left there. */
async function standIn(
  route: ModelDeployRoute,
  approved: ApprovedVersion,
  cases: string,
): Promise<SageMakerStandIn> {
  const { group, version, body } = approved;
  const model = modelOf(route, approved);
  const { AUTOMATION_ACCOUNT: account = "", AWS_REGION: region = "" } = route.variables;
  const functions: Record<string, Functions[string]> = {};
  const aws = await startSageMaker({
    account,
    region,
    parameters: route.contracts,
    buckets: bucketsOf(Object.values(route.contracts)),
    modelPackageGroups: [group],
    functions,
  });
  for (const lambda of route.batchFunctions) {
    functions[text(lambda.outputs.arn)] = batchFunction(environmentOf(lambda), aws, region);
  }
  const [contract = "{}"] = Object.values(route.contracts);
  const { automation, policyPack } = JSON.parse(contract) as {
    readonly automation: Readonly<Record<"artifactBucketName" | "stateBucketName", string>>;
    readonly policyPack: Readonly<Record<"key", string>>;
  };
  const put = (bucket: string, key: string, content: string, contentType: string): void => {
    aws.objects.put(bucket, key, { content: Buffer.from(content), contentType, lastModified: 0 });
  };
  put(automation.stateBucketName, policyPack.key, route.policyPack, "text/javascript");
  const evaluated = `runs/${model}/rehearsal/Evaluate`;
  put(automation.artifactBucketName, `${evaluated}/cases/cases.csv`, cases, "text/csv");
  const evaluation = evaluationJson(GOOD_MODEL);
  put(
    automation.artifactBucketName,
    `${evaluated}/evaluation/evaluation.json`,
    evaluation,
    "application/json",
  );
  const casesUri = `s3://${automation.artifactBucketName}/${evaluated}/cases/cases.csv`;
  // Earlier numbers are taken by versions that nobody approved.
  for (let number = 1; number < version; number++) {
    aws.registry.register({ ...body, ModelApprovalStatus: "Rejected" });
  }
  const { arn } = aws.registry.register({ ...body, ModelApprovalStatus: "PendingManualApproval" });
  aws.registry.update(arn, {
    ModelApprovalStatus: "Approved",
    CustomerMetadataProperties: { casesUri },
  });
  return aws;
}

/** Groups are named `<team>-<model>`. */
function modelOf({ variables: { TEAM = "" } }: ModelDeployRoute, { group }: ApprovedVersion): string {
  return group.slice(TEAM.length + 1);
}

/** The function that starts batch runs, with the environment that the stack gives it. */
function batchFunction(
  environment: Readonly<Record<string, string>>,
  { url, environment: credentials }: SageMakerStandIn,
  region: string,
): Functions[string] {
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = credentials;
  const client = {
    region,
    endpoint: url,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  };
  const clients = {
    sageMaker: new SageMakerClient(client),
    s3: new S3Client({ ...client, forcePathStyle: true }),
  };
  const logger = new Logger({ serviceName: "start-batch-transform", logLevel: "SILENT" });
  const handler = createHandler(readSettings(environment), clients, logger);
  return (event) => handler(event, {} as Context);
}
