import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { GetObjectCommand } from "@aws-sdk/client-s3";

import { logIssue, uploadSummary } from "../../shared/agent-log";
import { asFailure } from "../../shared/aws-errors";
import { escaped } from "../../shared/markdown";
import type { Contract } from "../pipeline/contract-schema";
import { evaluationKey } from "../pipeline/jobs";
import { NO_REASON } from "../pipeline/parameters";
import { STEP } from "../pipeline/step-names";
import { consoleUrl } from "./console-url";
import { executionOfBuild, type Context } from "./context";
import { parseEvaluation, type Evaluation } from "./evaluation";
import { executionState, type ExecutionState } from "./execution-state";
import { outcomeOf } from "./outcome";
import { reportMarkdown, type Gate } from "./report-markdown";

/**
 * The command `report`: shows on the run's page how the execution of this build ended and what the evaluation says, and
 * puts both, as evaluation.md and evaluation.json, where the build publishes them from. It reports failures, too, and
 * does not fail because of them.
 *
 * @param gate - What config.yaml asks of a model.
 */
export async function report(context: Context, gate: Gate): Promise<void> {
  const { build, contract, clients, print } = context;
  const folder = join(build.stagingFolder, "evaluation");
  await mkdir(folder, { recursive: true });
  const arn = await executionOfBuild(context);
  const markdown =
    arn === undefined
      ? `# ${escaped(contract.pipelineName)}: not started\n\nThis build started no execution: the log of the steps before says why.\n`
      : await executionReport(context, gate, arn, folder, await executionState(clients.sagemaker, arn));
  const file = join(folder, "evaluation.md");
  await writeFile(file, markdown);
  print(uploadSummary(file));
  print(`The report is in ${file}`);
}

async function executionReport(
  context: Context,
  gate: Gate,
  arn: string,
  folder: string,
  { execution, steps }: ExecutionState,
): Promise<string> {
  const { build, contract, print } = context;
  const executionId = arn.slice(arn.lastIndexOf("/") + 1);
  const isEvaluated = steps.some(
    ({ StepName, StepStatus }) => StepName === STEP.evaluate && StepStatus === "Succeeded",
  );
  let evaluation: Evaluation | undefined;
  if (isEvaluated) {
    try {
      const text = await readEvaluation(context, evaluationKey(contract.model, executionId));
      await writeFile(join(folder, "evaluation.json"), text);
      evaluation = parseEvaluation(text);
    } catch (error) {
      // How the execution ended is worth a report without it.
      print(logIssue(`the evaluation cannot be shown: ${asFailure(error).message}`, "warning"));
    }
  }
  return reportMarkdown({
    pipelineName: contract.pipelineName,
    gate,
    ...(build.retraining.reason === NO_REASON ? {} : { reason: build.retraining.reason }),
    outcome: outcomeOf(execution, steps),
    steps,
    ...(evaluation === undefined ? {} : { evaluation }),
    lineage: await lineage(context, arn, evaluation),
    links: links(context, executionId),
  });
}

async function readEvaluation({ clients, contract }: Context, key: string): Promise<string> {
  const { Body } = await clients.s3.send(
    new GetObjectCommand({ Bucket: contract.artifactBucketName, Key: key }),
  );
  return (await Body?.transformToString()) ?? "";
}

/** Where the model comes from: the same properties that the registered version has. */
async function lineage(
  { build, workspace }: Context,
  arn: string,
  evaluation: Evaluation | undefined,
): Promise<Record<string, string>> {
  const plan = await workspace.plan();
  const rows = evaluation?.data.rows;
  return {
    commit: build.commit,
    repository: build.repository,
    build: build.buildId,
    "requested by": build.requestedFor,
    ...(build.retraining.reason === NO_REASON ? {} : { reason: build.retraining.reason }),
    ...(build.retraining.window === NO_REASON ? {} : { "window of feedback": build.retraining.window }),
    execution: arn,
    ...(plan === undefined ? {} : { "input data": plan.parameters.InputDataUri ?? "", code: plan.codeUri }),
    ...(evaluation === undefined || rows === undefined
      ? {}
      : {
          "data version": evaluation.data.version,
          "rows for training, validation, test": `${rows.train}, ${rows.validation}, ${rows.test}`,
          champion: evaluation.champion.version,
        }),
  };
}

function links({ build, contract }: Context, executionId: string): Record<string, string> {
  return {
    "Build in Azure DevOps": build.buildUrl,
    "Files of the execution": filesUrl(contract, executionId),
  };
}

function filesUrl(
  { artifactBucketName, model, pipelineRoleArn, region }: Contract,
  executionId: string,
): string {
  const partition = pipelineRoleArn.split(":")[1] ?? "aws";
  const prefix = `runs/${model}/${executionId}/`;
  return `${consoleUrl(partition, region)}/s3/buckets/${artifactBucketName}?region=${region}&prefix=${encodeURIComponent(prefix)}`;
}
