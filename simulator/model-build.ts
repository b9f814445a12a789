import type { Rehearsal } from "./rehearsal/run";
import { Checkout } from "./model-build/checkout";
import { playBuild } from "./model-build/build";
import { contractOf } from "./model-build/contract";
import { modelBuildRoute } from "./model-build/route";
import { goodBuildLines, routeLines, worseBuildLines } from "./model-build/story";
import { text } from "./graph-lookup";
import type { RecordedCall } from "./sagemaker/dispatch";
import { evaluationJson, GOOD_MODEL, WORSE_MODEL } from "./sagemaker/evaluation";
import type { Execution } from "./sagemaker/execution";
import type { ModelVersion } from "./sagemaker/registry";
import type { Scenario } from "./sagemaker/scenario";
import { startSageMaker } from "./sagemaker/server";

export interface BuildStory {
  /** Lines to print. */
  readonly lines: readonly string[];
  /** ARN of the version that waits for approval. */
  readonly registered: string;
  /** Every request to AWS and its answer, oldest first. */
  readonly calls: readonly RecordedCall[];
}

/**
 * Pushes to the repository of the first model of a rehearsed stack and follows the build: the stack's own repository,
 * pipeline, connection, role and contract, the tools of the seeded repository, and their requests to a stand-in of AWS
 * over HTTP, up to the registered version. A second build, whose model is worse, is refused by the gate.
 *
 * @returns undefined for a stack without models
 * @throws Error that names the hop where the way ends
 */
export async function followBuild({
  graph,
  resources,
}: Pick<Rehearsal, "graph" | "resources">): Promise<BuildStory | undefined> {
  const route = modelBuildRoute(graph);
  if (route === undefined) return undefined;
  const { variables, role } = route;
  const contract = contractOf(graph, route.contract, resources);
  // The pipeline has the Node that it asks for; a notice about the reader's would only distract.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const aws = await startSageMaker({
    account: role.provider?.account ?? "",
    region: variables.AWS_REGION,
    parameters: { [variables.BUILD_CONTRACT]: contract.text },
    buckets: [contract.artifactBucketName, contract.dataBucketName],
    modelPackageGroups: [contract.modelPackageGroupName],
    callerArn: sessionArn(text(role.outputs.arn), text(route.connection.inputs.roleSessionName)),
  });
  const checkout = new Checkout(route.files);
  try {
    const versions = (): readonly ModelVersion[] => aws.registry.versions(contract.modelPackageGroupName);
    aws.play(evaluatedAs(evaluationJson(GOOD_MODEL)));
    const good = await playBuild(1, route, checkout, aws);
    const registered = onlyVersion(versions(), good.execution);
    const story = [...routeLines(route, good), ...goodBuildLines(good, registered)];

    // As the Model Deploy pipeline does it once production serves the version.
    aws.registry.update(registered.arn, {
      ModelApprovalStatus: "Approved",
      ModelLifeCycle: { Stage: "Production", StageStatus: "Serving" },
    });
    const champion = { version: registered.arn, model: GOOD_MODEL };
    aws.play(evaluatedAs(evaluationJson(WORSE_MODEL, champion)));
    const worse = await playBuild(2, route, checkout, aws);
    onlyVersion(versions(), worse.execution);
    const lines = [...story, ...worseBuildLines(worse, registered)];
    return { lines, registered: registered.arn, calls: aws.calls };
  } finally {
    checkout.remove();
    await aws.close();
  }
}

function evaluatedAs(evaluation: string): Scenario {
  return { outputs: { Evaluate: { evaluation: { "evaluation.json": evaluation } } } };
}

/** @throws Error if a build registered none or too many */
function onlyVersion(versions: readonly ModelVersion[], { runs, status }: Execution): ModelVersion {
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
