import CONTRACT from "../../../repositories/model-build/tests/sample-contract.json";
import {
  EVALUATION,
  FIRST_EVALUATION,
} from "../../../repositories/model-build/tests/tools/sample-evaluation";
import type { Scenario } from "../../../simulator/aws/sagemaker/scenario";
import type { SageMakerStandIn } from "../../../simulator/aws/sagemaker/server";
import { startSageMaker } from "../../../simulator/aws/sagemaker/server";
import type { FaultProxy } from "../../support/fault-proxy";
import { startFaultProxy } from "../../support/fault-proxy";
import type { Checkout } from "./tools-build";
import { Build } from "./tools-build";

export const COMMIT = "9fceb02d0ae598e95dc970b74767f19372d61af8";

/** A version that the model registry holds before the first build: the first of its group. */
export const CHAMPION_ARN = EVALUATION.champion.version.replace(/\d+$/, "1");

const CONTRACT_NAME = "/mlops/credit/automation/build/mortgage";

/** What happens in the jobs of an execution whose model has this AUC. */
export function evaluatedAs(auc: number, evaluation: object = FIRST_EVALUATION): Scenario {
  const metrics = { ...FIRST_EVALUATION.binary_classification_metrics, auc: { value: auc } };
  const text = JSON.stringify({ ...evaluation, binary_classification_metrics: metrics });
  return { outputs: { Evaluate: { evaluation: { "evaluation.json": text } } } };
}

/** AWS with a landing zone, and a proxy before it in which calls can go wrong. */
export class StandIn {
  private readonly builds: Build[] = [];

  private constructor(
    readonly aws: SageMakerStandIn,
    readonly proxy: FaultProxy,
    private readonly parameters: Record<string, string>,
  ) {}

  static async start(): Promise<StandIn> {
    const parameters: Record<string, string> = { [CONTRACT_NAME]: JSON.stringify(CONTRACT) };
    const aws = await startSageMaker({
      account: CONTRACT.account,
      region: CONTRACT.region,
      buckets: [CONTRACT.artifactBucketName],
      modelPackageGroups: [CONTRACT.modelPackageGroupName],
      parameters,
    });
    aws.play(evaluatedAs(0.8123));
    return new StandIn(aws, await startFaultProxy(aws.url), parameters);
  }

  /** The landing zone writes another contract. */
  setContract(contract: object): void {
    this.parameters[CONTRACT_NAME] = JSON.stringify(contract);
  }

  /** A build that calls AWS through the proxy. */
  build(
    checkout: Checkout,
    buildId = "417",
    commit = COMMIT,
    variables: Readonly<Record<string, string>> = {},
  ): Build {
    const environment = { ...this.aws.environment, AWS_ENDPOINT_URL: this.proxy.url };
    const build = new Build({ aws: environment, checkout, buildId, commit, variables });
    this.builds.push(build);
    return build;
  }

  /** What is left of the calls of one operation: their inputs, oldest first. */
  inputs(operation: string): Readonly<Record<string, unknown>>[] {
    return this.aws.calls
      .filter((call) => call.operation === operation)
      .map(({ input }) => input as Readonly<Record<string, unknown>>);
  }

  /** ARNs of the executions that were started, oldest first; each is named once. */
  get started(): string[] {
    const answers = this.aws.calls
      .filter(({ operation, status }) => operation === "StartPipelineExecution" && status === 200)
      .map(({ answer }) => (answer as { PipelineExecutionArn: string }).PipelineExecutionArn);
    return [...new Set(answers)];
  }

  async close(): Promise<void> {
    this.builds.forEach((build) => {
      build.remove();
    });
    await this.proxy.close();
    await this.aws.close();
  }
}
