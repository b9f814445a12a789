import { text } from "../../rehearsal/graph-lookup";
import { playBuild } from "./build";
import { Checkout } from "./checkout";
import type { BuildContract } from "./contract";
import { contractOf } from "./contract";
import type { ModelBuildRoute } from "./route";
import { modelBuildRoute } from "./route";
import { goodBuildLines, routeLines, worseBuildLines } from "./story";
import type { Rehearsal } from "../../rehearsal/run";
import type { Story } from "../../rehearse/stories";
import type { RecordedCall } from "../../aws/sagemaker/dispatch";
import { recordedCases } from "../model-deploy/cases";
import { evaluationJson, GOOD_MODEL, WORSE_MODEL } from "../../aws/sagemaker/evaluation";
import type { Execution } from "../../aws/sagemaker/execution";
import type { ModelVersion } from "../../aws/sagemaker/registry";
import type { Scenario } from "../../aws/sagemaker/scenario";
import type { SageMakerStandIn } from "../../aws/sagemaker/server";
import { startSageMaker } from "../../aws/sagemaker/server";
import { filesOfSeed } from "../../azure-devops/seeded-files";

export interface BuildStory extends Story {
  /** The version that waits for approval. */
  readonly registered: ModelVersion;
  /** Every request to AWS and its answer, oldest first. */
  readonly calls: readonly RecordedCall[];
}

/**
 * Pushes to the repository of the first model of a rehearsed stack and follows the build: the stack's own repository,
 * pipeline, connection, role and contract, the tools of the seeded repository, and their requests to a stand-in of AWS
 * over HTTP, up to the registered version. A second build, whose model is worse, is refused by the gate.
 *
 * @param read - What a seed of the graph pushes.
 * @returns undefined for a stack without models
 * @throws Error that names the hop where the way ends
 */
export async function followBuild(
  { graph, resources }: Pick<Rehearsal, "graph" | "resources">,
  read = filesOfSeed,
): Promise<BuildStory | undefined> {
  const route = modelBuildRoute(graph, read);
  if (route === undefined) return undefined;
  const contract = contractOf(graph, route.contract, resources);
  // The pipeline has the Node that it asks for; a notice about the reader's would only distract.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const checkout = new Checkout(route.files);
  try {
    const aws = await standIn(route, contract);
    try {
      return await playStory(route, contract, checkout, aws);
    } finally {
      await aws.close();
    }
  } finally {
    checkout.remove();
  }
}

/** AWS as the landing zone leaves it, and the session of the pipeline's connection. */
export function standIn(
  { connection, role, variables }: ModelBuildRoute,
  contract: BuildContract,
): Promise<SageMakerStandIn> {
  return startSageMaker({
    account: role.provider?.account ?? "",
    region: variables.AWS_REGION,
    parameters: { [variables.BUILD_CONTRACT]: contract.text },
    buckets: [contract.artifactBucketName, contract.dataBucketName],
    modelPackageGroups: [contract.modelPackageGroupName],
    callerArn: sessionArn(text(role.outputs.arn), text(connection.inputs.roleSessionName)),
  });
}

async function playStory(
  route: ModelBuildRoute,
  { modelPackageGroupName: group }: BuildContract,
  checkout: Checkout,
  aws: SageMakerStandIn,
): Promise<BuildStory> {
  aws.play(evaluatedAs(evaluationJson(GOOD_MODEL)));
  const good = await playBuild(1, route, checkout, aws);
  const registered = onlyVersion(aws.registry.versions(group), good.execution);
  // As the Model Deploy pipeline does it once production serves the version.
  aws.registry.update(registered.arn, {
    ModelApprovalStatus: "Approved",
    ModelLifeCycle: { Stage: "Production", StageStatus: "Serving" },
  });
  aws.play(evaluatedAs(evaluationJson(WORSE_MODEL, { version: registered.arn, model: GOOD_MODEL })));
  const worse = await playBuild(2, route, checkout, aws);
  onlyVersion(aws.registry.versions(group), worse.execution);
  const lines = [
    ...routeLines(route, good),
    ...goodBuildLines(good, registered),
    ...worseBuildLines(worse, registered),
  ];
  const summary =
    `a push to ${text(route.repository.inputs.name)} registers version ${registered.version} of ${group} ` +
    `(${registered.approvalStatus}, ${aws.calls.length} requests to AWS); a worse model is refused by the gate`;
  return { summary, lines, registered, calls: aws.calls };
}

export function evaluatedAs(evaluation: string): Scenario {
  return {
    outputs: {
      Evaluate: {
        evaluation: { "evaluation.json": evaluation },
        cases: { "cases.csv": recordedCases() },
      },
    },
  };
}

/** @throws Error if a build registered none or too many */
export function onlyVersion(versions: readonly ModelVersion[], { runs, status }: Execution): ModelVersion {
  const [first, ...more] = versions;
  if (first === undefined || more.length > 0) {
    const failures = runs.flatMap(({ step, failureReason }) =>
      failureReason === undefined ? [] : [`${step.Name}: ${failureReason}`],
    );
    throw new Error(
      `the registry has ${versions.length} versions after the execution ended as ${status}, one is needed: ` +
        failures.join("; "),
    );
  }
  return first;
}

/** As STS names whoever has assumed a role. */
function sessionArn(roleArn: string, session: string): string {
  return `${roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${session}`;
}
