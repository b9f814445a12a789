import type { Policies } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "../../simulator/rehearsal/protobuf";
import { PROVIDERS } from "./types";

/*
 * Runs policies as the engine does, in this process: protobuf messages go through their wire form, and the SDK's own
 * analyzer deserializes them, guards unknown values and collects the findings. What it cannot do is set a policy
 * config: that is state of the served process (see policy-pack.ts).
 */

/** What the engine sends in place of a value that is not known before the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as a program registers it. */
export interface ResourceRecord {
  readonly type: string;
  readonly name: string;
  /** @default {@link urnOf} type and name */
  readonly urn?: string;
  readonly props?: object;
  /** URN of the parent. */
  readonly parent?: string;
  readonly provider?: ProviderRecord;
  /** URNs. */
  readonly dependencies?: readonly string[];
  /** Property to the URNs that it takes values from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
}

export interface ProviderRecord {
  /** @default "pulumi:providers:aws" */
  readonly type?: string;
  readonly name: string;
  readonly urn?: string;
  readonly props?: object;
}

/** One line of the analyzer's answer. */
export interface Finding {
  readonly policy: string;
  readonly level: "advisory" | "mandatory";
  /** Empty for findings about the stack as a whole. */
  readonly urn: string;
  readonly message: string;
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::mlops::${type}::${name}`;
}

/** What the policies say of a resource before it is created or updated. */
export async function analyze(policies: Policies, resource: ResourceRecord): Promise<readonly Finding[]> {
  const request = analyzeRequest(resource);
  return call(
    "makeAnalyzeRpcFun",
    policies,
    messages.AnalyzeRequest.deserializeBinary(request.serializeBinary()),
  );
}

/** What the policies say of a whole stack at the end of a preview or update. */
export async function analyzeStack(
  policies: Policies,
  resources: readonly ResourceRecord[],
): Promise<readonly Finding[]> {
  const request = analyzeStackRequest(resources);
  const received = messages.AnalyzeStackRequest.deserializeBinary(request.serializeBinary());
  return call("makeAnalyzeStackRpcFun", policies, received);
}

/** Both, as the engine does: every resource by itself, then the stack. */
export async function analyzeProgram(
  policies: Policies,
  resources: readonly ResourceRecord[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const resource of resources) {
    findings.push(...(await analyze(policies, resource)));
  }
  return [...findings, ...(await analyzeStack(policies, resources))];
}

export function analyzeRequest(resource: ResourceRecord): messages.AnalyzeRequest {
  return fill(new messages.AnalyzeRequest(), resource);
}

export function analyzeStackRequest(resources: readonly ResourceRecord[]): messages.AnalyzeStackRequest {
  const request = new messages.AnalyzeStackRequest();
  for (const resource of resources) {
    request.addResources(stackResource(resource));
  }
  return request;
}

export function findingsOf(response: messages.AnalyzeResponse): readonly Finding[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level:
      diagnostic.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    urn: diagnostic.getUrn(),
    message: diagnostic.getMessage(),
  }));
}

function stackResource(resource: ResourceRecord): messages.AnalyzerResource {
  const message = fill(new messages.AnalyzerResource(), resource);
  message.setParent(resource.parent ?? "");
  message.setDependenciesList([...(resource.dependencies ?? [])]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies ?? {})) {
    const dependencies = new messages.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function fill<T extends messages.AnalyzeRequest | messages.AnalyzerResource>(
  message: T,
  resource: ResourceRecord,
): T {
  const options = new messages.AnalyzerResourceOptions();
  options.setProtect(resource.protect ?? false);
  options.setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
  options.setParent(resource.parent ?? "");
  message.setType(resource.type);
  message.setName(resource.name);
  message.setUrn(resource.urn ?? urnOf(resource.type, resource.name));
  message.setOptions(options);
  message.setProperties(toStruct(resource.props));
  if (resource.provider) {
    message.setProvider(providerMessage(resource.provider));
  }
  return message;
}

function providerMessage(provider: ProviderRecord): messages.AnalyzerProviderResource {
  const message = new messages.AnalyzerProviderResource();
  const type = provider.type ?? PROVIDERS.aws;
  message.setType(type);
  message.setName(provider.name);
  message.setUrn(provider.urn ?? urnOf(type, provider.name));
  message.setProperties(toStruct(provider.props));
  return message;
}

function toStruct(props: object = {}): Struct {
  // Through JSON, because the struct class refuses the undefined values that optional arguments leave.
  return Struct.fromJavaScript(
    JSON.parse(JSON.stringify(props)) as Parameters<typeof Struct.fromJavaScript>[0],
  );
}

type Rpc = (
  call: { readonly request: unknown },
  callback: (error: Error | undefined | null, response: messages.AnalyzeResponse) => void,
) => void;
type MakeRpc = (pack: string, version: string, level: "mandatory", policies: Policies) => Rpc;

/** The SDK leaves these functions out of its declared types. */
const factories = server as unknown as Readonly<
  Record<"makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun", MakeRpc>
>;

function call(
  factory: keyof typeof factories,
  policies: Policies,
  request: unknown,
): Promise<readonly Finding[]> {
  return new Promise((resolve, reject) => {
    factories[factory](
      "mlops-guardrails",
      "0.0.0",
      "mandatory",
      policies,
    )({ request }, (error, response) => {
      if (error) {
        reject(error);
      } else {
        resolve(findingsOf(response));
      }
    });
  });
}
