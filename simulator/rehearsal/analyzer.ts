import { once } from "node:events";
import { createInterface } from "node:readline";

import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeDiagnostic,
  type AnalyzerInfo,
  AnalyzerStackConfigureRequest,
  type AnalyzeResponse,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";

import { analyzeRequest, analyzeStackRequest } from "./analyzer-messages";
import { RefusedError } from "../../settings/command-refusal";
import { configureRequest, isDisabled, type PolicyConfig, policySettings } from "./policy-config";
import { collect, type NodeProcess, startNode } from "./processes";
import { runner } from "./program";
import { Empty } from "./protobuf";
import type { RecordedResource } from "./resource";
import type { StackSettings } from "../../settings/stack-file";

/** What a rule says about a resource. */
export interface Finding {
  readonly rule: string;
  /** URN; null if it is about the stack as a whole. */
  readonly resource: string | null;
  readonly message: string;
}

/** What the rules of a policy pack say about a graph. */
export interface Verdicts {
  /** How many rules judged. */
  readonly rules: number;
  /** How many resources they judged. */
  readonly resources: number;
  /** Of mandatory rules: the engine goes no further. */
  readonly violations: readonly Finding[];
  /** What a rule could not judge, since it needs a value that is unknown yet. */
  readonly undecided: readonly Finding[];
  /** Of advisory rules. */
  readonly advisory: readonly Finding[];
}

/** The stack in whose name rules judge. */
export interface AnalyzedStack {
  readonly project: string;
  readonly settings: StackSettings;
  readonly policyConfig?: PolicyConfig;
  /** Which resources the rules over single resources judge; rules over the graph see all. @default all */
  readonly judged?: (resource: RecordedResource) => boolean;
}

/** A policy pack in a process of its own; it judges one graph after the other. */
export interface Analyzer {
  /**
   * @throws RefusedError if the pack does not start (the message holds what it said), if the policy config does not
   * fit it, or if a rule fails.
   */
  readonly analyze: (resources: readonly RecordedResource[], stack: AnalyzedStack) => Promise<Verdicts>;
  readonly stop: () => void;
}

/** Starts a policy pack as the engine does. */
export function startAnalyzer(folder: string): Analyzer {
  // The runner wants the engine's address first and has no use for it.
  const child = startNode([runner("run-policy-pack", folder), "127.0.0.1:0", folder], folder);
  const client = connect(child, folder);
  // Settings hold for the whole process, so graphs take turns.
  let turn: Promise<unknown> = client.catch(() => undefined);
  return {
    analyze: (resources, stack) => {
      const verdicts = turn.then(async () => analyze(await client, resources, stack));
      turn = verdicts.catch(() => undefined);
      return verdicts;
    },
    stop: () => {
      child.kill("SIGKILL");
    },
  };
}

/** Waits for the port on the first line of output. */
async function connect(child: NodeProcess, folder: string): Promise<AnalyzerClient> {
  const complaints = collect(child.stderr);
  const [port] = await Promise.race([
    once(createInterface(child.stdout), "line") as Promise<[string]>,
    once(child, "close").then(() => {
      throw new RefusedError(`policy pack ${folder} does not start; is it built?\n${complaints().trim()}`);
    }),
  ]);
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  child.once("close", () => {
    client.close();
  });
  return client;
}

async function analyze(
  client: AnalyzerClient,
  resources: readonly RecordedResource[],
  { project, settings, policyConfig = {}, judged = () => true }: AnalyzedStack,
): Promise<Verdicts> {
  const pack = await call<AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done));
  const policies = policySettings(pack, policyConfig);
  await call((done) => client.configureStack(stackRequest(project, settings), done));
  await call((done) => client.configure(configureRequest(policies), done));

  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const single = await Promise.all(
    resources
      .filter((resource) => !resource.external && judged(resource))
      .map(async (resource) => {
        const request = analyzeRequest(resource, byUrn);
        const response = await call<AnalyzeResponse>((done) => client.analyze(request, done));
        return findings(response, resource.urn);
      }),
  );
  const request = analyzeStackRequest(resources, byUrn);
  const whole = findings(await call<AnalyzeResponse>((done) => client.analyzeStack(request, done)), null);
  return {
    rules: [...policies.values()].filter((policy) => !isDisabled(policy)).length,
    resources: resources.length,
    ...classify([...single.flat(), ...whole]),
  };
}

function stackRequest(project: string, settings: StackSettings): AnalyzerStackConfigureRequest {
  const request = new AnalyzerStackConfigureRequest()
    .setOrganization("organization")
    .setProject(project)
    .setStack(settings.stack)
    .setConfigSecretKeysList([...settings.secretKeys]);
  for (const [key, value] of Object.entries(settings.config)) {
    request.getConfigMap().set(key, value);
  }
  return request;
}

interface Leveled extends Finding {
  readonly level: EnforcementLevel;
}

function findings(response: AnalyzeResponse, resource: string | null): Leveled[] {
  return response.getDiagnosticsList().map((diagnostic: AnalyzeDiagnostic) => ({
    rule: diagnostic.getPolicyname(),
    resource: diagnostic.getUrn() || resource,
    message: diagnostic.getMessage(),
    level: diagnostic.getEnforcementlevel(),
  }));
}

function classify(all: readonly Leveled[]): Pick<Verdicts, "violations" | "undecided" | "advisory"> {
  const sorted = [...all].sort((a, b) => compare(sortKey(a), sortKey(b)));
  const select = (wanted: (finding: Leveled) => boolean): Finding[] =>
    sorted.filter(wanted).map(({ rule, resource, message }) => ({ rule, resource, message }));
  const isMandatory = ({ level }: Leveled): boolean => level !== EnforcementLevel.ADVISORY;
  return {
    violations: select(isMandatory),
    undecided: select((finding) => !isMandatory(finding) && isUndecided(finding)),
    advisory: select((finding) => !isMandatory(finding) && !isUndecided(finding)),
  };
}

/** The SDK's own words for a rule that met an unknown value, and those of rules that notice it themselves. */
function isUndecided({ rule, message }: Finding): boolean {
  return message.startsWith(`can't run policy '${rule}'`) || message.startsWith(`${rule} is undecided`);
}

function sortKey({ rule, resource, message }: Finding): string {
  return [rule, resource ?? "", message].join("\n");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function call<Response>(
  send: (done: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    send((error, response) => {
      if (error === null) {
        resolve(response);
      } else {
        reject(new RefusedError(`the policy pack failed: ${error.details}`));
      }
    });
  });
}
