import type { Contract } from "../../../repositories/model-deploy/program/contract-schema";
import type { Engine } from "../../../repositories/model-deploy/tools/up";
import * as clouds from "../../clouds";
import { ofType, text } from "../../rehearsal/graph-lookup";
import type { Verdicts } from "../../rehearsal/analyzer";
import type { Graph } from "../../rehearsal/graph";
import { readPolicyConfig } from "../../rehearsal/policy-config";
import type { Rehearsal } from "../../rehearsal/run";
import { rehearse } from "../../rehearsal/run";
import type { Serving } from "../../aws/sagemaker/serving";
import type { PolicyPacks } from "./policy-packs";

/** An update of the deploy program that was rehearsed in place of one that Pulumi makes. */
export interface RehearsedUpdate {
  readonly stack: string;
  readonly rehearsal: Rehearsal;
  readonly verdicts: Verdicts;
}

interface OpenedStack {
  readonly name: string;
  readonly root: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly outputs: () => Promise<Record<string, never>>;
}

/**
 * Does Pulumi's work for the tools of the deploy program without an engine and a cloud: runs the program, holds what it
 * registers against the policy pack that the tools have fetched, and lets it serve.
 *
 * @param packs - Judge with the policy packs.
 * @param onUpdate - Is told of each update.
 */
export function rehearsedEngine(
  serving: Serving,
  packs: PolicyPacks,
  onUpdate: (update: RehearsedUpdate) => void,
): Engine {
  const previews = new Map<string, RehearsedUpdate>();
  return {
    openStack: ({ name, root, config = {} }) => {
      const stack: OpenedStack = { name, root, config, outputs: () => Promise.resolve({}) };
      return Promise.resolve(stack);
    },
    previewStack: async (stack, pack) => {
      const { name, root, config } = stack as OpenedStack;
      const settings = {
        stack: name,
        secretKeys: [],
        config: Object.fromEntries(
          Object.entries(config).map(([key, value]) => [
            `model-deploy:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
          ]),
        ),
      };
      const analyzer = packs.analyzer(pack.folder); // starts while the program runs
      const rehearsal = await rehearse({ program: root, settings, clouds });
      const policyConfig = readPolicyConfig(pack.config);
      const { project, resources } = rehearsal;
      const verdicts = await analyzer.analyze(resources, { project, settings, policyConfig });
      const [violation] = verdicts.violations;
      if (violation) {
        throw new Error(`the policy pack refuses the deployment: ${violation.rule}: ${violation.message}`);
      }
      previews.set(name, { stack: name, rehearsal, verdicts });
    },
    refreshStack: () => Promise.resolve(),
    updateStack: ({ name }) => {
      const update = previews.get(name);
      if (update === undefined) {
        throw new Error(`stack ${name} is updated without a preview`);
      }
      serve(serving, update.rehearsal.graph);
      onUpdate(update);
      const outputs = Object.entries(update.rehearsal.outputs);
      return Promise.resolve(
        Object.fromEntries(outputs.map(([key, value]) => [key, { value: value, secret: false }])),
      );
    },
  };
}

/** Lets serve what a graph has: endpoints with their configurations and models, and schedules. */
function serve(serving: Serving, graph: Graph): void {
  for (const { inputs, outputs } of ofType(graph, "aws:sagemaker/model:Model")) {
    const { modelPackageName, image, modelDataUrl } = inputs.primaryContainer as Record<string, string>;
    serving.models.set(text(outputs.name), {
      PrimaryContainer: {
        ...(modelPackageName === undefined ? {} : { ModelPackageName: modelPackageName }),
        ...(image === undefined ? {} : { Image: image }),
        ...(modelDataUrl === undefined ? {} : { ModelDataUrl: modelDataUrl }),
      },
    });
  }
  for (const { inputs, outputs } of ofType(
    graph,
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
  )) {
    const { s3OutputPath, s3FailurePath } =
      (inputs.asyncInferenceConfig as { outputConfig?: Record<string, string> } | undefined)?.outputConfig ??
      {};
    const name = text(outputs.name);
    serving.configs.set(name, {
      name,
      variants: variantsOf(inputs.productionVariants),
      shadowVariants: variantsOf(inputs.shadowProductionVariants),
      ...(s3OutputPath === undefined || s3FailurePath === undefined
        ? {}
        : { asynchronous: { output: s3OutputPath, failure: s3FailurePath } }),
    });
  }
  for (const { inputs, outputs } of ofType(graph, "aws:sagemaker/endpoint:Endpoint")) {
    const name = text(outputs.name);
    serving.endpoints.set(name, { name, configName: text(inputs.endpointConfigName) });
  }
  for (const { inputs } of ofType(graph, "aws:scheduler/schedule:Schedule")) {
    const target = inputs.target as Record<string, string>;
    const name = text(inputs.name);
    serving.schedules.set(name, { name, targetArn: target.arn ?? "", input: target.input ?? "{}" });
  }
}

interface Variant {
  readonly variantName: string;
  readonly modelName: string;
  readonly instanceType?: string;
  readonly initialInstanceCount?: number;
}

function variantsOf(variants: unknown) {
  return ((variants ?? []) as readonly Variant[]).map(
    ({ variantName, modelName, instanceType, initialInstanceCount }) => ({
      VariantName: variantName,
      ModelName: modelName,
      ...(instanceType === undefined ? {} : { InstanceType: instanceType }),
      ...(initialInstanceCount === undefined ? {} : { InitialInstanceCount: initialInstanceCount }),
    }),
  );
}

/** The names in a contract that the stand-in of AWS needs buckets for. */
export function bucketsOf(contracts: readonly string[]): string[] {
  const names = contracts.flatMap((contract) => {
    const { automation, inferenceBucketName } = JSON.parse(contract) as Contract;
    return [automation.artifactBucketName, automation.stateBucketName, inferenceBucketName];
  });
  return [...new Set(names)];
}
