import pc from "picocolors";

import type { Finding, Verdicts } from "./analyzer";
import type { Graph, GraphResource } from "./graph";
import type { Message } from "./monitor";
import { planeTable } from "./plane-table";
import { isProviderType, STACK_TYPE } from "./resource";

/** What a rehearsal showed. */
export interface Outcome {
  readonly graph: Graph;
  readonly messages: readonly Message[];
  readonly verdicts: Verdicts;
  /** How a push becomes a registered model; empty if the stack builds none. */
  readonly build: readonly string[];
  /** How an approved model travels; empty if the stack has nothing that an approval starts. */
  readonly approval: readonly string[];
  /** How an approved model comes to production; empty if there is none. */
  readonly deployments: readonly string[];
}

/** The readable plan; the same outcome gives the same text. */
export function report({ graph, messages, verdicts, build, approval, deployments }: Outcome): string {
  const created = graph.resources.filter(isCreated);
  const sections: readonly (readonly [heading: string, body: string])[] = [
    [title(graph, created), created.length === 0 ? "nothing" : planeTable(created)],
    ["Messages of the program", messages.map(({ severity, text }) => `${severity}: ${text}`).join("\n")],
    ["Outputs", outputs(graph)],
    [
      `Guardrails: ${count(verdicts.rules, "rule")} over ${count(verdicts.resources, "resource")}`,
      findings(verdicts),
    ],
    ["Model build", build.join("\n")],
    ["Approval event", approval.join("\n")],
    ["Model deploy", deployments.join("\n")],
  ];
  const shown = sections
    .filter(([, body]) => body !== "")
    .map(([heading, body]) => `${pc.bold(heading)}\n${indent(body)}\n`);
  return [...shown, `${summary(graph, verdicts)}\n`].join("\n");
}

function title({ stack, resources }: Graph, created: readonly GraphResource[]): string {
  const components = resources.filter(({ custom, type }) => !custom && type !== STACK_TYPE);
  return [
    `${stack.project}/${stack.stack}:`,
    count(created.length, "resource"),
    `of ${count(components.length, "component")}`,
    `in ${count(distinct(created.map(({ provider }) => provider?.urn)), "plane")}`,
  ].join(" ");
}

function outputs({ resources }: Graph): string {
  const stack = resources.find(({ type }) => type === STACK_TYPE);
  return Object.entries(stack?.outputs ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("\n");
}

function findings({ violations, undecided, advisory }: Verdicts): string {
  return [
    ...violations.map((finding) => `${pc.red("violation")} ${describe(finding)}`),
    ...undecided.map((finding) => `${pc.yellow("undecided")} ${describe(finding)}`),
    ...advisory.map((finding) => `${pc.yellow("advisory")} ${describe(finding)}`),
    `${count(violations.length, "violation")}, ${undecided.length} undecided, ${advisory.length} advisory`,
  ].join("\n");
}

function describe({ rule, resource, message }: Finding): string {
  const [, , types = "", name = ""] = resource?.split("::") ?? [];
  const where = resource === null ? "the stack" : `${types.split("$").at(-1) ?? ""} ${name}`;
  return `${rule}: ${where}\n${indent(message)}`;
}

function summary({ stack }: Graph, { violations, rules }: Verdicts): string {
  return violations.length === 0
    ? pc.green(`${stack.stack}: fine, no violation of ${count(rules, "rule")}`)
    : pc.red(
        `${stack.stack}: refused, ${count(violations.length, "violation")} of ` +
          count(distinct(violations.map(({ rule }) => rule)), "rule"),
      );
}

/** Whether a cloud would hold something because of this stack. */
function isCreated({ custom, external, type }: GraphResource): boolean {
  return custom && !external && !isProviderType(type);
}

function distinct(values: readonly unknown[]): number {
  return new Set(values).size;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
