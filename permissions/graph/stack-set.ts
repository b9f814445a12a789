import { partitionOf } from "../../settings/regions";
import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import type { PolicyDocument } from "./documents";
import { newDocument } from "./documents";
import type { OrganizationView } from "./organization";
import type { Place, RoleDocuments } from "./stack";
import { ofType } from "./stack";
import { listOf, textOf } from "./values";

/** A resource of a CloudFormation template. */
interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

/** Units, and how the listed accounts narrow or widen them. */
interface DeploymentTargets {
  readonly organizationalUnitIds?: readonly string[];
  readonly accounts?: readonly string[];
  readonly accountFilterType?: string;
}

/** Where a template is rolled out: the account and what its parameters are. */
interface Rollout {
  readonly set: GraphResource;
  readonly template: Template;
  readonly place: Place;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Roles that stack sets of the organization make in the accounts of the landing zones.
 *
 * @param places - Accounts of the landing zones; those that no stack set reaches get nothing.
 */
export function stackSetRoles(organization: OrganizationView, places: readonly Place[]): RoleDocuments[] {
  return ofType(organization.graph, "aws:cloudformation/stackSet:StackSet").flatMap((set) => {
    const template = JSON.parse(textOf(set, "templateBody")) as Template;
    return places
      .filter(({ account }) => reaches(organization, set, account))
      .flatMap((place) => rolesIn({ set, template, place, parameters: parametersOf(set, template) }));
  });
}

/** Documents in the templates themselves, once each, as any account would get them. */
export function stackSetDocuments(graph: Graph): PolicyDocument[] {
  const place: Place = { team: "", plane: "", account: "000000000000", region: "eu-west-1" };
  return ofType(graph, "aws:cloudformation/stackSet:StackSet").flatMap((set) => {
    const template = JSON.parse(textOf(set, "templateBody")) as Template;
    return rolesIn({ set, template, place, parameters: parametersOf(set, template) }).flatMap(
      ({ trust, identity }) => [trust, ...identity],
    );
  });
}

function reaches(organization: OrganizationView, set: GraphResource, account: string): boolean {
  const units = organization.pathTo(account).map(({ id }) => id);
  const instances = [
    ...ofType(organization.graph, "aws:cloudformation/stackSetInstance:StackSetInstance"),
    ...ofType(organization.graph, "aws:cloudformation/stackInstances:StackInstances"),
  ].filter(({ outputs }) => outputs.stackSetName === set.outputs.name);
  return instances.some(({ outputs }) => {
    const {
      accountId,
      accounts = [],
      deploymentTargets = {},
    } = outputs as {
      accountId?: string;
      accounts?: readonly string[];
      deploymentTargets?: DeploymentTargets;
    };
    return [accountId, ...accounts].includes(account) || isTarget(deploymentTargets, units, account);
  });
}

function isTarget(
  { organizationalUnitIds = [], accounts = [], accountFilterType = "NONE" }: DeploymentTargets,
  units: readonly string[],
  account: string,
): boolean {
  const within = organizationalUnitIds.some((id) => units.includes(id));
  const listed = accounts.includes(account);
  switch (accountFilterType) {
    case "INTERSECTION":
      return within && listed;
    case "DIFFERENCE":
      return within && !listed;
    case "UNION":
      return within || listed;
    default:
      return within;
  }
}

function parametersOf(set: GraphResource, { Parameters }: Template): Readonly<Record<string, unknown>> {
  const given = (set.outputs.parameters ?? {}) as Readonly<Record<string, string>>;
  return {
    ...Object.fromEntries(Object.entries(Parameters ?? {}).map(([name, value]) => [name, value.Default])),
    ...given,
  };
}

function rolesIn(rollout: Rollout): RoleDocuments[] {
  return Object.entries(rollout.template.Resources)
    .filter(([, { Type }]) => Type === "AWS::IAM::Role")
    .map(([logicalName, { Properties = {} }]) => roleOf(rollout, logicalName, Properties));
}

function roleOf(
  rollout: Rollout,
  logicalName: string,
  properties: Readonly<Record<string, unknown>>,
): RoleDocuments {
  const { set, place } = rollout;
  const { RoleName, AssumeRolePolicyDocument, Policies, ManagedPolicyArns } = evaluate(
    rollout,
    properties,
  ) as {
    RoleName?: string;
    AssumeRolePolicyDocument: unknown;
    Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
    ManagedPolicyArns?: readonly string[];
  };
  const name = RoleName ?? logicalName;
  const document = (property: string, kind: "trust" | "identity", content: unknown): PolicyDocument =>
    newDocument(set, `${logicalName} ${property}`, kind, JSON.stringify(content));
  return {
    arn: `arn:${partitionOf(place.region)}:iam::${place.account}:role/${name}`,
    name,
    account: place.account,
    tags: {},
    trust: document("AssumeRolePolicyDocument", "trust", AssumeRolePolicyDocument),
    identity: [
      ...listOf(Policies).map(({ PolicyName, PolicyDocument }) =>
        document(PolicyName, "identity", PolicyDocument),
      ),
      ...listOf(ManagedPolicyArns).map((arn) => administration(rollout, logicalName, arn, document)),
    ],
  };
}

/** @throws Error if it is another policy of AWS: its text is not known here. */
function administration(
  { set }: Rollout,
  logicalName: string,
  arn: string,
  document: (property: string, kind: "identity", content: unknown) => PolicyDocument,
): PolicyDocument {
  if (!arn.endsWith(":aws:policy/AdministratorAccess")) {
    throw new Error(`role ${logicalName} of stack set ${set.name} uses ${arn}, whose text is not known here`);
  }
  const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
  return document("AdministratorAccess", "identity", { Version: "2012-10-17", Statement });
}

/** Evaluates the intrinsic functions that a role's properties use. */
function evaluate(rollout: Rollout, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(rollout, item));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && (name === "Ref" || name.startsWith("Fn::"))) {
    return intrinsic(rollout, name, argument);
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, evaluate(rollout, item)]));
}

/** @throws Error if the function is one that is not read here. */
function intrinsic(rollout: Rollout, name: string, argument: unknown): unknown {
  if (name === "Ref") {
    return reference(rollout, String(argument));
  }
  if (name === "Fn::Sub" && typeof argument === "string") {
    return argument.replaceAll(/\$\{([\w:]+)\}/g, (_, variable: string) =>
      String(reference(rollout, variable)),
    );
  }
  if (name === "Fn::Join" && Array.isArray(argument)) {
    const [separator, parts] = argument as [string, readonly unknown[]];
    return parts.map((part) => String(evaluate(rollout, part))).join(separator);
  }
  throw new Error(`template of stack set ${rollout.set.name} uses ${name} in a role, which is not read here`);
}

function reference({ set, place, parameters, template }: Rollout, name: string): unknown {
  const value =
    {
      "AWS::AccountId": place.account,
      "AWS::Partition": partitionOf(place.region),
      "AWS::Region": place.region,
    }[name] ??
    parameters[name] ??
    template.Resources[name]?.Properties?.RoleName;
  if (value === undefined) {
    throw new Error(`template of stack set ${set.name} refers to ${name}, which is not read here`);
  }
  return value;
}
