import { idFrom, text } from "../ids";
import type { Properties } from "../types";
import { arn, inRegion } from "./define";

/** Models, and the endpoints that serve them. */
export const sagemakerEndpoints = inRegion({
  "aws:sagemaker/model:Model": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "sagemaker", `model/${text(inputs, "name")}`),
      enableNetworkIsolation: false,
    }),
    id: idFrom("name"),
    replaceOn: [
      "containers",
      "enableNetworkIsolation",
      "executionRoleArn",
      "inferenceExecutionConfig",
      "name",
      "primaryContainer",
      "vpcConfig",
    ],
  },
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => {
      refuseWhatAwsRefuses(inputs);
      return {
        arn: arn(place, "sagemaker", `endpoint-config/${text(inputs, "name")}`),
        namePrefix: "",
      };
    },
    id: idFrom("name"),
    replaceOn: [
      "asyncInferenceConfig",
      "dataCaptureConfig",
      "executionRoleArn",
      "kmsKeyArn",
      "name",
      "namePrefix",
      "productionVariants",
      "shadowProductionVariants",
    ],
  },
  "aws:sagemaker/endpoint:Endpoint": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => {
      refuseUpdatePolicy(inputs.deploymentConfig as Properties | undefined);
      return { arn: arn(place, "sagemaker", `endpoint/${text(inputs, "name")}`) };
    },
    id: idFrom("name"),
    replaceOn: ["name"],
  },
});

type Variant = Properties & { readonly serverlessConfig?: Properties; readonly instanceType?: string };

/** What CreateEndpointConfig answers with a ValidationException. */
function refuseWhatAwsRefuses(inputs: Properties): void {
  const variants = inputs.productionVariants as readonly Variant[];
  const shadows = (inputs.shadowProductionVariants ?? []) as readonly Variant[];
  const serverless = variants.some(({ serverlessConfig }) => serverlessConfig !== undefined);
  const refusals: readonly (readonly [boolean, string])[] = [
    [
      variants.some(({ serverlessConfig, instanceType }) => !serverlessConfig === !instanceType),
      "a variant needs either serverlessConfig or instanceType",
    ],
    [serverless && inputs.kmsKeyArn !== undefined, "kmsKeyArn is not for serverless variants"],
    [
      serverless && inputs.dataCaptureConfig !== undefined,
      "dataCaptureConfig is not for serverless variants",
    ],
    [serverless && inputs.asyncInferenceConfig !== undefined, "asyncInferenceConfig needs instances"],
    [
      shadows.length > 0 && (serverless || inputs.asyncInferenceConfig !== undefined),
      "shadowProductionVariants are for real-time variants only",
    ],
    [
      shadows.length > 1 || (shadows.length === 1 && variants.length > 1),
      "one shadow variant beside one variant",
    ],
  ];
  refuse(refusals);
}

/** What CreateEndpoint and UpdateEndpoint answer with a ValidationException. */
function refuseUpdatePolicy(deploymentConfig: Properties | undefined): void {
  if (deploymentConfig === undefined) {
    return;
  }
  const rollback = deploymentConfig.autoRollbackConfiguration as Properties | undefined;
  const policy = (deploymentConfig.blueGreenUpdatePolicy ?? {}) as Properties;
  const routing = (policy.trafficRoutingConfiguration ?? {}) as Properties;
  const timeout = Number(policy.maximumExecutionTimeoutInSeconds ?? 14_400);
  const waits = Number(routing.waitIntervalInSeconds ?? 0) + Number(policy.terminationWaitInSeconds ?? 0);
  refuse([
    [
      rollback !== undefined && (rollback.alarms as readonly unknown[] | undefined)?.length === 0,
      "autoRollbackConfiguration needs at least one alarm",
    ],
    [
      (routing.type === "CANARY") !== (routing.canarySize !== undefined),
      "canarySize belongs to CANARY, and to nothing else",
    ],
    [
      (routing.type === "LINEAR") !== (routing.linearStepSize !== undefined),
      "linearStepSize belongs to LINEAR, and to nothing else",
    ],
    [timeout < 600 || timeout > 14_400, "maximumExecutionTimeoutInSeconds is from 600 to 14400"],
    [waits >= timeout, "maximumExecutionTimeoutInSeconds is not longer than the waits"],
  ]);
}

function refuse(refusals: readonly (readonly [boolean, string])[]): void {
  const found = refusals.find(([wrong]) => wrong);
  if (found !== undefined) {
    throw new Error(`ValidationException: ${found[1]}`);
  }
}
