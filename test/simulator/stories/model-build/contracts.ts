import SAMPLE from "../../../../repositories/model-build/tests/sample-contract.json";
import type { RecordedResource } from "../../../../simulator/rehearsal/resource";
import { secret, unwrapped } from "../../../../simulator/rehearsal/values";
import { AWS } from "../../../support/types";

export type ContractValues = Readonly<Record<string, unknown>>;

/** The recorded resources with another build contract. */
export function withBuildContract(
  resources: readonly RecordedResource[],
  change: (contract: ContractValues) => unknown,
): readonly RecordedResource[] {
  return resources.map((resource) => {
    if (resource.name !== "automation-churn-build" || resource.type !== AWS.ssm.Parameter) {
      return resource;
    }
    const contract = JSON.parse(unwrapped(resource.inputs.value) as string) as ContractValues;
    return { ...resource, inputs: { ...resource.inputs, value: secret(JSON.stringify(change(contract))) } };
  });
}

/** A contract that says how the model is monitored, whatever the stack's own says. */
export function monitored(contract: ContractValues): ContractValues {
  return {
    ...contract,
    monitoring: {
      ...SAMPLE.monitoring,
      pipelineName: `${String(contract.pipelineName)}-monitoring`,
      // They have to be there; which they are is up to the landing zone.
      roleArn: contract.processingRoleArn,
      captureBucketName: contract.artifactBucketName,
    },
  };
}
