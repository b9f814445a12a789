import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import { AWS } from "../support/types";
import { ofType, text } from "../support/rehearsed";

interface Allow {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

/**
 * Endpoint service that takes the calls of an action, the longest prefix first.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html.
 */
const ENDPOINTS: readonly (readonly [actions: RegExp, service: string])[] = [
  [/^sagemaker:(InvokeEndpoint|InvokeEndpointAsync)$/, "sagemaker.runtime"],
  [/^sagemaker:(BatchGetRecord|DeleteRecord|GetRecord|PutRecord)$/, "sagemaker.featurestore-runtime"],
  [/^sagemaker:/, "sagemaker.api"],
  [/^sagemaker-mlflow:/, "experiments"],
  [/^ecr:/, "ecr.api"],
  [/^cloudwatch:/, "monitoring"],
  [/^kinesis:/, "kinesis-streams"],
  [/^(dynamodb|events|glue|kms|logs|s3|secretsmanager|ssm|sts):/, ""],
];

/** Actions that a role in a network has, but that nothing calls from there. */
const FROM_ELSEWHERE: readonly (readonly [actions: RegExp, why: string])[] = [
  [/^ec2:/, "the service places its interface into the network, from outside"],
  [/^iam:PassRole$/, "judged when another action passes the role; nobody calls it"],
  [/^es:ESHttp/, "the domain has its interfaces in the network itself"],
  [/^oam:List/, "people look at dashboards in the console"],
  [/^sqs:SendMessage$/, "Lambda sends what the function could not take"],
];

/** Roles with which only services act, although their work is in a network. */
const OUTSIDE: readonly (readonly [role: RegExp, why: string])[] = [
  [/-endpoint$/, "models are isolated from the network: SageMaker itself fetches them and writes their logs"],
];

interface Role {
  readonly name: string;
  /** Provider of the plane whose network the role acts in. */
  readonly place: string;
  readonly actions: readonly string[];
}

/** Roles that place interfaces into a network act there. */
function networkRoles(graph: Graph): Role[] {
  return rolesOf(graph).filter(
    ({ name, actions }) =>
      actions.includes("ec2:CreateNetworkInterface") && !OUTSIDE.some(([role]) => role.test(name)),
  );
}

/**
 * What roles that act inside a network may call without a way from there: `<role>: <endpoint service>`. Roles that such a
 * role may take over count as if they were in its network.
 */
export function missingRoutes(graph: Graph): string[] {
  const missing = networkRoles(graph).flatMap(({ name, place, actions }) => {
    const ways = waysOf(graph, place);
    return actions
      .filter((action) => !FROM_ELSEWHERE.some(([elsewhere]) => elsewhere.test(action)))
      .map(endpointOf)
      .filter((service) => !ways.has(service) && !ways.has("nat"))
      .map((service) => `${name}: ${service}`);
  });
  return [...new Set(missing)].sort();
}

/** Reasons that no role needs any longer. */
export function idleReasons(graph: Graph): string[] {
  const actions = networkRoles(graph).flatMap((role) => role.actions);
  return FROM_ELSEWHERE.filter(([pattern]) => !actions.some((action) => pattern.test(action))).map(
    ([pattern]) => pattern.source,
  );
}

/** Names of the roles that are judged. */
export const rolesInNetworks = (graph: Graph): string[] =>
  networkRoles(graph)
    .map(({ name }) => name)
    .sort();

function endpointOf(action: string): string {
  const found = ENDPOINTS.find(([actions]) => actions.test(action));
  return found === undefined ? action : found[1] === "" ? (action.split(":")[0] ?? action) : found[1];
}

/** Endpoint services of a plane's network, without what comes before them, and `nat` with a way to the internet. */
function waysOf(graph: Graph, place: string): ReadonlySet<string> {
  const here = (type: string): GraphResource[] =>
    ofType(graph, type).filter(({ provider }) => provider?.urn === place);
  const services = here(AWS.ec2.VpcEndpoint).map(({ inputs }) =>
    text(inputs.serviceName).replace(/^(cn\.)?(com\.amazonaws|aws\.sagemaker)\.[a-z0-9-]+\./, ""),
  );
  return new Set([...services, ...(here(AWS.ec2.NatGateway).length > 0 ? ["nat"] : [])]);
}

function rolesOf(graph: Graph): Role[] {
  const policies = ofType(graph, AWS.iam.RolePolicy);
  const statementsOf = (account: string, role: string): Allow[] =>
    policies
      .filter(({ inputs, provider }) => provider?.account === account && inputs.role === role)
      .flatMap(({ inputs }) => (JSON.parse(text(inputs.policy)) as { Statement: Allow | Allow[] }).Statement)
      .filter(({ Effect }) => Effect === "Allow");
  const taken = (arn: string): Allow[] => {
    const [, account = "", role = ""] = /^arn:[a-z-]+:iam::(\d+):role\/(.+)$/.exec(arn) ?? [];
    return statementsOf(account, role);
  };
  return ofType(graph, AWS.iam.Role).map(({ inputs, provider }) => {
    const name = text(inputs.name);
    const own = statementsOf(provider?.account ?? "", name);
    const others = own
      .filter(({ Action }) => [Action].flat().includes("sts:AssumeRole"))
      .flatMap(({ Resource }) => [Resource].flat().flatMap(taken));
    return {
      name,
      place: provider?.urn ?? "",
      actions: [...own, ...others].flatMap(({ Action }) => Action),
    };
  });
}
