import { createValidatedPolicy } from "@cloud-copilot/iam-policy";
import type { RequestAnalysis, Simulation } from "@cloud-copilot/iam-simulate";
import { runSimulation } from "@cloud-copilot/iam-simulate";

import type { NamedPolicy, PolicyJson } from "../graph/documents";
import type { Level, Request } from "./request";
import { withStandIns } from "./stand-ins";

/** Another content for documents, to see what depends on them. */
export interface Change {
  readonly documentId: string;
  readonly content: (content: PolicyJson) => PolicyJson;
}

/** What IAM answers. */
export interface Verdict {
  readonly allowed: boolean;
  /** The statements that decided, as `<statement> in <document>`, or what is missing. */
  readonly because: readonly string[];
}

/** Which documents have a say in a request. */
export function documentsOf(request: Request): readonly string[] {
  return [
    ...request.identity,
    ...[request.boundary ?? []].flat(),
    ...request.resource,
    ...[request.endpoint ?? []].flat(),
    ...[...request.serviceControl, ...request.resourceControl].flatMap(({ policies }) => policies),
  ].map(({ id }) => id);
}

/** A request that makes no sense to AWS: no such action, or a thing that the action is not about. */
export class MeaninglessRequest extends Error {}

/**
 * Asks IAM, as far as it can be simulated.
 *
 * @throws MeaninglessRequest if there is no such action, or the action is not about the thing.
 * @throws Error if the request gives a key that AWS does not send with the action.
 */
export async function decide(request: Request, change?: Change): Promise<Verdict> {
  const { simulation, sources } = simulationOf(request, change);
  const answer = await runSimulation(simulation, { simulationMode: "Strict" });
  if (answer.resultType === "error") {
    throw new MeaninglessRequest(explain(request, answer.errors.message, JSON.stringify(answer.errors)));
  }
  const results = answer.resultType === "single" ? [answer.result] : answer.results;
  const ignored = results.flatMap(({ ignoredContextKeys = [] }) => ignoredContextKeys);
  const meaningless = request.givenKeys.filter((key) => ignored.includes(key));
  if (meaningless.length > 0) {
    throw new Error(
      `${meaningless.join(", ")} means nothing to ${request.action}: AWS sends it with other actions`,
    );
  }
  const allowed = answer.overallResult === "Allowed";
  return {
    allowed,
    because: reasons(
      results.map(({ analysis }) => analysis),
      allowed,
      sources,
    ),
  };
}

/** Why the simulator takes a request for nonsense. */
function explain({ action, arn }: Request, message: string, details: string): string {
  const meanings: Readonly<Record<string, string>> = {
    "invalid.service": `there is no service ${action.split(":")[0] ?? ""}`,
    "invalid.action": `there is no action ${action}`,
    "must.use.wildcard": `${action} is about no thing in particular: write on: "*"`,
    "no.resource.types": `${action} is not about things such as ${arn}`,
    "multiple.resource.types": `${arn} is more than one kind of thing to ${action}`,
  };
  return meanings[message] ?? `${action} on ${arn} cannot be simulated: ${details}`;
}

interface Sources {
  /** Where each statement of the joined resource policy comes from. */
  readonly resource: readonly string[];
}

function simulationOf(
  request: Request,
  change: Change | undefined,
): { readonly simulation: Simulation; readonly sources: Sources } {
  const { context, content } = withStandIns(request.context);
  const changed = (policy: NamedPolicy): PolicyJson =>
    content(policy.id === change?.documentId ? change.content(policy.content) : policy.content);
  const policy = (named: NamedPolicy): { name: string; policy: unknown } => ({
    name: named.id,
    policy: asValid(orNothing(changed(named))),
  });
  const level = ({ id, policies }: Level): Simulation["serviceControlPolicies"][number] => ({
    orgIdentifier: id,
    policies: policies.map(policy),
  });
  const resource = request.resource.flatMap((named) =>
    changed(named).Statement.map((statement) => ({ statement, from: labelOf(statement.Sid, named.id) })),
  );
  return {
    simulation: {
      request: {
        principal: request.principal,
        action: request.action,
        resource: { resource: request.arn, accountId: request.account },
        contextVariables: { ...context },
      },
      identityPolicies: request.identity.map(policy),
      serviceControlPolicies: request.serviceControl.map(level),
      resourceControlPolicies: request.resourceControl.map(level),
      ...(request.boundary ? { permissionBoundaryPolicies: [policy(request.boundary)] } : {}),
      ...(request.endpoint ? { vpcEndpointPolicies: [policy(request.endpoint)] } : {}),
      ...(request.resource.length > 0
        ? { resourcePolicy: asValid(orNothing(joined(resource.map(({ statement }) => statement)), true)) }
        : {}),
      additionalSettings: { s3: { blockPublicAccess: request.blockPublicAccess } },
    },
    sources: { resource: resource.map(({ from }) => from) },
  };
}

/** The grammar of documents has a test of its own: to check it for every request would take most of the time. */
function asValid(content: PolicyJson): unknown {
  return createValidatedPolicy(content, () => []);
}

/** Several policies may be asked about one thing; together they read as one, in which Sids need not be unique. */
function joined(statements: PolicyJson["Statement"]): PolicyJson {
  return {
    Version: "2012-10-17",
    Statement: statements.map((statement, index) => ({ ...statement, Sid: `S${index}` })),
  };
}

/** A document without statements does not exist in AWS: instead, one that allows nobody anything. */
function orNothing(content: PolicyJson, isResource = false): PolicyJson {
  return content.Statement.length > 0
    ? content
    : {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            ...(isResource ? { Principal: { AWS: "*" } } : {}),
            Action: "*",
            Resource: "*",
            Condition: { StringEquals: { "aws:PrincipalAccount": "nobody" } },
          },
        ],
      };
}

const NOTHING = "nothing allows it";

type Statements = NonNullable<RequestAnalysis["identityAnalysis"]>["allowStatements"];

function reasons(analyses: readonly RequestAnalysis[], allowed: boolean, sources: Sources): string[] {
  const found = analyses.flatMap((analysis) => {
    const levels = [...(analysis.scpAnalysis?.ouAnalysis ?? []), ...(analysis.rcpAnalysis?.ouAnalysis ?? [])];
    const sides = [
      analysis.identityAnalysis,
      analysis.permissionBoundaryAnalysis,
      analysis.endpointAnalysis,
      ...levels,
    ];
    const granted = [
      ...named(analysis.identityAnalysis?.allowStatements ?? []),
      ...fromResource(analysis.resourceAnalysis?.allowStatements ?? [], sources),
    ];
    const denied = [
      ...sides.flatMap((side) => named(side?.denyStatements ?? [])),
      ...fromResource(analysis.resourceAnalysis?.denyStatements ?? [], sources),
    ];
    return allowed ? granted : denied.length > 0 ? denied : missing(analysis);
  });
  return found.length > 0 ? [...new Set(found)] : [NOTHING];
}

function named(statements: Statements): string[] {
  return statements.map(({ statement, policyId }) => labelOf(statement.sid(), policyId));
}

function labelOf(sid: string | undefined, document: string): string {
  return sid === undefined ? document : `${sid} in ${document}`;
}

function fromResource(statements: Statements, { resource }: Sources): string[] {
  return statements.map(({ statement }) => resource[statement.index() - 1] ?? "?");
}

/** No statement denies it, but somebody's allowance is missing. */
function missing({
  identityAnalysis,
  resourceAnalysis,
  blockedBy = [],
  sameAccount,
}: RequestAnalysis): string[] {
  const names: Readonly<Record<string, string>> = {
    pb: "the boundary does not allow it",
    scp: "the organization does not allow it",
    rcp: "the organization does not allow it",
    vpce: "the endpoint does not allow it",
    "s3-bpa": "the bucket is closed to the public",
  };
  const blocked = blockedBy.flatMap((reason) => names[reason] ?? []);
  if (blocked.length > 0) {
    return blocked;
  }
  if (!sameAccount && identityAnalysis?.result === "Allowed" && resourceAnalysis !== undefined) {
    return ["its own policy would, but the other account does not allow it"];
  }
  return [NOTHING];
}
