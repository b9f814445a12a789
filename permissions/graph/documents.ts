import type { Graph, GraphResource, GraphValue } from "../../simulator/rehearsal/graph";
import { listOf, textOf } from "./values";

/** A statement as it stands in a document. */
export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Conditions;
}

/** Operator -> condition key -> values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface PolicyJson {
  readonly Version: string;
  readonly Statement: readonly StatementJson[];
}

/** By what IAM asks the document: who acts, what is acted on, or the way between. */
export type DocumentKind =
  "identity" | "managed" | "trust" | "resource" | "endpoint" | "service-control" | "resource-control";

/** A document with a name. */
export interface NamedPolicy {
  readonly id: string;
  readonly content: PolicyJson;
}

/** A policy document of a graph; its id is `<service>/<Type> <logical name> <property>`, without account ids. */
export interface PolicyDocument extends NamedPolicy {
  readonly kind: DocumentKind;
  /** As it is sent to AWS. */
  readonly text: string;
  readonly resource: GraphResource;
}

/** Properties that hold a document, by type of resource. */
const DOCUMENTS: Readonly<Record<string, Readonly<Record<string, DocumentKind>>>> = {
  "aws:apigateway/restApiPolicy:RestApiPolicy": { policy: "resource" },
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": { policy: "resource" },
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": { accessPolicy: "resource" },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { policyDocument: "resource" },
  "aws:dynamodb/resourcePolicy:ResourcePolicy": { policy: "resource" },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { policy: "endpoint" },
  "aws:ecr/registryPolicy:RegistryPolicy": { policy: "resource" },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": { policy: "resource" },
  "aws:glue/resourcePolicy:ResourcePolicy": { policy: "resource" },
  "aws:iam/policy:Policy": { policy: "managed" },
  "aws:iam/role:Role": { assumeRolePolicy: "trust" },
  "aws:iam/rolePolicy:RolePolicy": { policy: "identity" },
  "aws:kms/key:Key": { policy: "resource" },
  "aws:oam/sinkPolicy:SinkPolicy": { policy: "resource" },
  "aws:opensearch/domain:Domain": { accessPolicies: "resource" },
  "aws:opensearch/domainPolicy:DomainPolicy": { accessPolicies: "resource" },
  "aws:organizations/policy:Policy": { content: "service-control" },
  "aws:s3/bucketPolicy:BucketPolicy": { policy: "resource" },
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": { resourcePolicy: "resource" },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { policy: "resource" },
  "aws:sns/topicPolicy:TopicPolicy": { policy: "resource" },
  "aws:sqs/queuePolicy:QueuePolicy": { policy: "resource" },
};

/** Templates of CloudFormation are read apart, and so is one permission of a function. */
const READ_APART: readonly string[] = ["aws:cloudformation/stackSet:StackSet.templateBody"];

/**
 * The documents of a graph.
 *
 * @throws Error if a resource holds a document in a property that is not known here: whoever adds a kind of document says
 * how IAM uses it.
 */
export function documentsOf(graph: Graph): PolicyDocument[] {
  return graph.resources
    .filter(({ custom, type }) => custom && type.startsWith("aws:"))
    .flatMap((resource) => [
      ...Object.entries(resource.outputs).flatMap(([property, value]) =>
        isDocument(value) ? [documentIn(resource, property, value)].flat() : [],
      ),
      ...(resource.type === "aws:lambda/permission:Permission" ? [permissionOf(resource)] : []),
    ]);
}

/** Reads a document; a single statement becomes a list of one. */
export function parseDocument(text: string): PolicyJson {
  const { Version, Statement } = JSON.parse(text) as {
    Version: string;
    Statement: StatementJson | StatementJson[];
  };
  return { Version, Statement: listOf(Statement) };
}

function isDocument(value: GraphValue | undefined): value is string {
  return typeof value === "string" && /"Statement"\s*:/.test(value);
}

function documentIn(resource: GraphResource, property: string, text: string): PolicyDocument | [] {
  const { type } = resource;
  if (READ_APART.includes(`${type}.${property}`)) {
    return [];
  }
  const kind = DOCUMENTS[type]?.[property];
  if (kind === undefined) {
    throw new Error(
      `${type} ${resource.name} holds a policy document in ${property}, which the permission matrix does not know: ` +
        "add it to DOCUMENTS in permissions/graph/documents.ts, and to TARGETS if it belongs to a resource",
    );
  }
  return newDocument(resource, property, controlKind(resource, kind), ofOwnApi(resource, text));
}

/** The policy of an API is asked about that API only; the simulator knows no `*` in place of the id. */
function ofOwnApi(resource: GraphResource, text: string): string {
  return resource.type === "aws:apigateway/restApiPolicy:RestApiPolicy"
    ? text.replaceAll(/(:execute-api:[^:"]+:\d{12}:)\*\//g, `$1${textOf(resource, "restApiId")}/`)
    : text;
}

function controlKind({ outputs }: GraphResource, kind: DocumentKind): DocumentKind {
  return kind === "service-control" && outputs.type === "RESOURCE_CONTROL_POLICY" ? "resource-control" : kind;
}

/** What AWS makes of one permission of a function: a statement of the function's policy. */
function permissionOf(resource: GraphResource): PolicyDocument {
  const {
    action,
    principal,
    function: name,
    sourceArn,
    sourceAccount,
    principalOrgId,
    statementId,
  } = outputs(resource);
  const { account = "", region = "" } = resource.provider ?? {};
  const statement: StatementJson = {
    Sid: statementId ?? resource.name,
    Effect: "Allow",
    Principal: principal?.endsWith(".amazonaws.com") === true ? { Service: principal } : { AWS: principal },
    Action: action ?? "",
    Resource:
      name?.startsWith("arn:") === true ? name : `arn:aws:lambda:${region}:${account}:function:${name}`,
    Condition: {
      ...(sourceArn ? { ArnLike: { "AWS:SourceArn": sourceArn } } : {}),
      ...(sourceAccount || principalOrgId
        ? {
            StringEquals: {
              ...(sourceAccount ? { "AWS:SourceAccount": sourceAccount } : {}),
              ...(principalOrgId ? { "aws:PrincipalOrgID": principalOrgId } : {}),
            },
          }
        : {}),
    },
  };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return newDocument(resource, "permission", "resource", text);
}

function outputs(resource: GraphResource): Readonly<Record<string, string | undefined>> {
  return resource.outputs as Readonly<Record<string, string | undefined>>;
}

/** A document under the name by which reports and survivors.yaml call it. */
export function newDocument(
  resource: GraphResource,
  property: string,
  kind: DocumentKind,
  text: string,
): PolicyDocument {
  const [, service = "", type = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(resource.type) ?? [];
  return {
    id: `${service}/${type} ${resource.name} ${property}`,
    kind,
    text,
    content: parseDocument(text),
    resource,
  };
}
