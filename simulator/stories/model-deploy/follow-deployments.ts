import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { Context } from "aws-lambda";

import { createHandler } from "../../../functions/start-batch-transform/create-handler";
import { readSettings } from "../../../functions/start-batch-transform/environment";
import { environmentOf } from "../approval-route";
import { text } from "../../rehearsal/graph-lookup";
import { Checkout } from "../model-build/checkout";
import { line } from "../model-build/lines";
import { answersAs, recordedCases } from "./cases";
import { bucketsOf } from "./engine";
import type { PlayedRun } from "./play";
import { playRun } from "./play";
import { PolicyPacks } from "./policy-packs";
import type { ModelDeployRoute } from "./route";
import { modelDeployRoute } from "./route";
import { runLines } from "./story";
import type { Rehearsal } from "../../rehearsal/run";
import type { Story } from "../../rehearse/stories";
import { evaluationJson, GOOD_MODEL } from "../../aws/sagemaker/evaluation";
import type { ModelVersion } from "../../aws/sagemaker/registry";
import type { Functions } from "../../aws/sagemaker/rest-protocols";
import type { SageMakerStandIn } from "../../aws/sagemaker/server";
import { startSageMaker } from "../../aws/sagemaker/server";

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

export interface DeploymentStory<Deployed extends Deployment = Deployment> extends Story {
  /** Runs by what is deployed. */
  readonly runs: Readonly<Record<Deployed, PlayedRun>>;
}

/** A type of inference, or a model whose endpoint does not answer as it was recorded. */
export type Deployment = Inference | "refused";

const TITLES: Readonly<Record<Deployment, string>> = {
  realtime: "realtime",
  serverless: "serverless",
  asynchronous: "asynchronous",
  batch: "batch",
  refused: "realtime, another model",
};

/** Deployments that are played at the same time: each is mostly a process of its own. */
const LANES = 2;

/**
 * Follows an approved version of a rehearsed stack through the Model Deploy pipeline: the tools of the seeded repository,
 * the deploy program under the landing zone's policy pack, tests against a stand-in of AWS over HTTP, and production after
 * approval.
 *
 * @param deployments - What is deployed, each in an AWS of its own. @default all
 * @throws Error that names the hop where the way ends
 */
export async function followDeployments<Deployed extends Deployment = Deployment>(
  { graph, resources }: Pick<Rehearsal, "graph" | "resources">,
  version: ApprovedVersion,
  deployments: readonly Deployed[] = Object.keys(TITLES) as Deployed[],
): Promise<DeploymentStory<Deployed>> {
  const route = modelDeployRoute(graph, resources);
  const packs = new PolicyPacks();
  const played: (readonly [Deployed, PlayedRun])[] = [];
  try {
    for (let first = 0; first < deployments.length; first += LANES) {
      const lanes = deployments.slice(first, first + LANES).map(async (deployment, lane) => {
        return [deployment, await deploy(route, version, deployment, 1 + first + lane, packs)] as const;
      });
      played.push(...(await Promise.all(lanes)));
    }
  } finally {
    packs.stop();
  }
  return {
    runs: Object.fromEntries(played) as Record<Deployed, PlayedRun>,
    summary: `version ${version.version} of ${version.group}: ${played.map(summaryOf).join("; ")}`,
    lines: played.flatMap(([deployment, run]) => [
      line("inference", TITLES[deployment]),
      ...runLines(run, "the approval"),
    ]),
  };
}

function summaryOf([deployment, { checks, stages }]: readonly [Deployment, PlayedRun]): string {
  const [last] = stages.filter(({ commands }) => commands.length > 0).slice(-1);
  const failed = last?.commands.some(({ exitCode }) => exitCode !== 0) ?? true;
  const stage = last?.stage.name ?? "its first stage";
  return failed
    ? `${TITLES[deployment]} is stopped in ${stage}`
    : `${TITLES[deployment]} passes ${checks.length} checks in staging and comes to ${stage}`;
}

/** One run, in an AWS of its own. */
async function deploy(
  route: ModelDeployRoute,
  version: ApprovedVersion,
  deployment: Deployment,
  id: number,
  packs: PolicyPacks,
): Promise<PlayedRun> {
  const model = modelOf(route, version);
  const inference = deployment === "refused" ? "realtime" : deployment;
  const files = { ...route.files, [`models/${model}.yaml`]: MODEL_FILES[inference] };
  const checkout = new Checkout(files);
  const cases = recordedCases();
  const aws = await standIn(route, version, cases);
  aws.serving.predict = answersAs(deployment === "refused" ? otherAnswers(cases) : cases);
  try {
    const parameters = {
      modelPackageArn: version.arn,
      modelPackageGroup: version.group,
      modelPackageVersion: String(version.version),
      startedBy: "approval",
    };
    return await playRun(id, parameters, route, checkout, { aws, packs });
  } finally {
    await aws.close();
    checkout.remove();
  }
}

/** Cases as another model would answer them. */
function otherAnswers(cases: string): string {
  return cases.replaceAll(/^(0\.\d+)/gm, (recorded) => String(1 - Number(recorded)));
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
