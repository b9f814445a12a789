import { partitionOf } from "../../settings/regions";
import type { GraphResource } from "../../simulator/rehearsal/graph";
import { matches, optionalText, textOf, withChildren } from "./values";
import type { PolicyDocument } from "./documents";

/** ARN in the account and Region of a resource. */
export function arnBeside(resource: GraphResource, service: string, rest: string): string {
  const { account = "", region = "" } = resource.provider ?? {};
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${rest}`;
}

/** ARNs that a resource policy is asked about, by type of what holds it; `*` stands for anything. */
const TARGETS: Readonly<Record<string, (resource: GraphResource) => readonly string[]>> = {
  "aws:apigateway/restApiPolicy:RestApiPolicy": (resource) => [
    arnBeside(resource, "execute-api", `${textOf(resource, "restApiId")}/*`),
  ],
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": (resource) => [
    arnBeside(resource, "events", `event-bus/${optionalText(resource, "eventBusName") ?? "default"}`),
  ],
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": (resource) => [
    arnBeside(resource, "logs", `destination:${textOf(resource, "destinationName")}`),
  ],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": (resource) => [
    arnBeside(resource, "logs", "log-group:*"),
  ],
  "aws:dynamodb/resourcePolicy:ResourcePolicy": (resource) => withChildren(textOf(resource, "resourceArn")),
  "aws:ecr/registryPolicy:RegistryPolicy": (resource) => [arnBeside(resource, "ecr", "repository/*")],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": (resource) => [
    arnBeside(resource, "ecr", `repository/${textOf(resource, "repository")}`),
  ],
  "aws:glue/resourcePolicy:ResourcePolicy": (resource) =>
    ["catalog", "database/*", "table/*"].map((rest) => arnBeside(resource, "glue", rest)),
  "aws:kms/key:Key": (resource) => [textOf(resource, "arn")],
  "aws:lambda/permission:Permission": (resource) => {
    const name = textOf(resource, "function");
    const functionArn = name.startsWith("arn:") ? name : arnBeside(resource, "lambda", `function:${name}`);
    return [functionArn, `${functionArn}:*`];
  },
  "aws:oam/sinkPolicy:SinkPolicy": (resource) => [textOf(resource, "sinkIdentifier")],
  "aws:opensearch/domain:Domain": (resource) => withChildren(textOf(resource, "arn")),
  "aws:opensearch/domainPolicy:DomainPolicy": (resource) =>
    withChildren(arnBeside(resource, "es", `domain/${textOf(resource, "domainName")}`)),
  "aws:s3/bucketPolicy:BucketPolicy": (resource) =>
    withChildren(`arn:${partitionOf(resource.provider?.region ?? "")}:s3:::${textOf(resource, "bucket")}`),
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": (resource) => {
    const group = textOf(resource, "modelPackageGroupName");
    return [`model-package-group/${group}`, `model-package/${group}/*`].map((rest) =>
      arnBeside(resource, "sagemaker", rest),
    );
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": (resource) => [textOf(resource, "secretArn")],
  "aws:sns/topicPolicy:TopicPolicy": (resource) => [textOf(resource, "arn")],
  "aws:sqs/queuePolicy:QueuePolicy": (resource) => {
    const [name = ""] = textOf(resource, "queueUrl").split("/").slice(-1);
    return [arnBeside(resource, "sqs", name)];
  },
};

/**
 * Whether AWS asks the resource policy about something with this ARN.
 *
 * @throws Error if a resource policy's place is not known here.
 */
export function isPolicyOf({ id, resource }: PolicyDocument, arn: string): boolean {
  const targets = TARGETS[resource.type];
  if (!targets) {
    throw new Error(
      `${id} is a resource policy of something unknown: add it to permissions/graph/targets.ts`,
    );
  }
  return targets(resource).some((target) => matches(target, arn));
}
