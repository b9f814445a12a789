import { text } from "../../rehearsal/graph-lookup";
import type { Graph, GraphResource } from "../../rehearsal/graph";
import type { RecordedResource } from "../../rehearsal/resource";
import { isObject, unwrapped } from "../../rehearsal/values";

/** What of the build contract the rehearsal needs itself. */
export interface BuildContract {
  /** The parameter's value, as AWS gives it to the tools. */
  readonly text: string;
  readonly artifactBucketName: string;
  readonly dataBucketName: string;
  readonly modelPackageGroupName: string;
}

/** What the values of a contract name, by path: type of the resource, and which of its outputs. */
const NAMED: Readonly<Record<string, readonly [type: string, output: string]>> = {
  modelPackageGroupName: ["aws:sagemaker/modelPackageGroup:ModelPackageGroup", "modelPackageGroupName"],
  imageRepositoryUri: ["aws:ecr/repository:Repository", "repositoryUrl"],
  pipelineRoleArn: ["aws:iam/role:Role", "arn"],
  processingRoleArn: ["aws:iam/role:Role", "arn"],
  trainingRoleArn: ["aws:iam/role:Role", "arn"],
  clarifyRoleArn: ["aws:iam/role:Role", "arn"],
  artifactBucketName: ["aws:s3/bucket:Bucket", "bucket"],
  dataBucketName: ["aws:s3/bucket:Bucket", "bucket"],
  kmsKeyArn: ["aws:kms/key:Key", "arn"],
  subnetIds: ["aws:ec2/subnet:Subnet", "id"],
  securityGroupIds: ["aws:ec2/securityGroup:SecurityGroup", "id"],
};

/** The same of its block `monitoring`, which only contracts of monitored models have. */
const NAMED_BY_MONITORING: typeof NAMED = {
  "monitoring.roleArn": ["aws:iam/role:Role", "arn"],
  "monitoring.captureBucketName": ["aws:s3/bucket:Bucket", "bucket"],
};

/**
 * The contract that a parameter holds. Pulumi takes the value of every parameter for a secret, so that the graph does not
 * show it; a build contract holds none.
 *
 * @param resources - What the program registered, with its secrets.
 * @throws Error if the contract is no JSON object, or names something that the stack does not make
 */
export function contractOf(
  graph: Graph,
  parameter: GraphResource,
  resources: readonly RecordedResource[],
): BuildContract {
  const recorded = resources.find(({ urn }) => urn === parameter.urn);
  const value = text(unwrapped(recorded?.inputs.value));
  const contract = JSON.parse(value) as unknown;
  if (!isObject(contract)) {
    throw new Error(`the build contract ${parameter.name} is no JSON object, found ${value}`);
  }
  const named = { ...NAMED, ...(isObject(contract.monitoring) ? NAMED_BY_MONITORING : {}) };
  const problems = Object.entries(named).flatMap(([path, [type, output]]) => {
    const made = graph.resources
      .filter((resource) => resource.type === type)
      .map((resource) => (output === "id" ? resource.id : resource.outputs[output]));
    const found = path
      .split(".")
      .reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), contract);
    return (Array.isArray(found) ? (found as readonly unknown[]) : [found])
      .filter((name) => !made.some((one) => one === name))
      .map((name) => `${path} ${JSON.stringify(name)}`);
  });
  if (problems.length > 0) {
    throw new Error(
      `the build contract ${parameter.name} names what the stack does not make: ${problems.join(", ")}`,
    );
  }
  return {
    text: value,
    artifactBucketName: text(contract.artifactBucketName),
    dataBucketName: text(contract.dataBucketName),
    modelPackageGroupName: text(contract.modelPackageGroupName),
  };
}
