import pc from "picocolors";

import type { Finding, Verdicts } from "../rehearsal/analyzer";
import type { Graph, GraphResource } from "../rehearsal/graph";
import type { Message } from "../rehearsal/monitor";
import { planeTable } from "../rehearsal/plane-table";
import { isProviderType, STACK_TYPE } from "../rehearsal/resource";
import { STORIES, type Story, type StoryName, type PlayedStories } from "./stories";

/** What a rehearsal showed. */
export interface Outcome {
  readonly graph: Graph;
  readonly messages: readonly Message[];
  readonly verdicts: Verdicts;
  /** What happens in the stack. */
  readonly told: PlayedStories;
  /** What of it is told in full. */
  readonly whole: ReadonlySet<StoryName>;
  /** What the stack allows that no stack may, one per line. @default nobody has looked */
  readonly allowed?: readonly string[];
  /** What every later preview would show as changed, one resource per line. */
  readonly unsettled: readonly string[];
  /** Whether the stack file is none that the engine finds. @default false */
  readonly isSample?: boolean;
}

const STORY_TITLES: Readonly<Record<StoryName, string>> = {
  data: "Own data",
  build: "Model build",
  approval: "Approval event",
  deploy: "Model deploy",
  monitoring: "Drift and training",
};

/** The readable plan; the same outcome gives the same text. */
export function report(outcome: Outcome): string {
  const { graph, messages, verdicts, told, whole, allowed, unsettled } = outcome;
  const created = graph.resources.filter(isCreated);
  const sections: readonly (readonly [heading: string, body: string])[] = [
    [title(graph, created), created.length === 0 ? "nothing" : planeTable(created)],
    ["Messages of the program", messages.map(({ severity, text }) => `${severity}: ${text}`).join("\n")],
    ["Outputs", outputs(graph)],
    [
      `Guardrails: ${count(verdicts.rules, "rule")} over ${count(verdicts.resources, "resource")}`,
      findings(verdicts),
    ],
    ["Permissions that no stack may give", allowed === undefined ? "" : permissions(allowed)],
    ["Inputs that the cloud answers otherwise", unsettled.join("\n")],
    ...STORIES.map((story) => [STORY_TITLES[story], storyText(told[story], whole.has(story))] as const),
  ];
  const shown = sections
    .filter(([, body]) => body !== "")
    .map(([heading, body]) => `${pc.bold(heading)}\n${indent(body)}\n`);
  return [...shown, `${summary(outcome)}\n${next(outcome)}\n`].join("\n");
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

function permissions(allowed: readonly string[]): string {
  return [...allowed.map((line) => `${pc.red("allowed")} ${line}`), `${allowed.length} allowed`].join("\n");
}

function storyText(story: Story | undefined, whole: boolean): string {
  if (story === undefined) {
    return "";
  }
  return whole ? story.lines.join("\n") : story.summary;
}

function summary(outcome: Outcome): string {
  const { graph, verdicts } = outcome;
  const { stack } = graph.stack;
  const reasons = refusals(outcome);
  return reasons.length === 0
    ? pc.green(`${stack}: fine, no violation of ${count(verdicts.rules, "rule")}`)
    : pc.red(`${stack}: refused, ${reasons.join(" and ")}`);
}

/** Why the stack may not be brought up; nothing if it may. */
export function refusals({
  verdicts: { violations },
  allowed = [],
  unsettled,
}: Pick<Outcome, "verdicts" | "allowed" | "unsettled">): string[] {
  const broken = count(distinct(violations.map(({ rule }) => rule)), "rule");
  return [
    ...(violations.length > 0 ? [`${count(violations.length, "violation")} of ${broken}`] : []),
    ...(allowed.length > 0 ? [`${count(allowed.length, "permission")} that no stack may give`] : []),
    ...(unsettled.length > 0
      ? [`${count(unsettled.length, "resource")} that every preview would show as changed`]
      : []),
  ];
}

/** What a person does with this. */
function next(outcome: Outcome): string {
  const { graph, told, whole, isSample = false } = outcome;
  if (refusals(outcome).length > 0) {
    return "next: mend what is refused above, and rehearse again";
  }
  const [story] = STORIES.filter((name) => told[name] !== undefined && !whole.has(name));
  const more = story === undefined ? "" : `; npm run rehearse -- --story ${story} tells a story in full`;
  const { stack } = graph.stack;
  const up = `pulumi up --stack ${stack} --policy-pack policy (docs/bootstrap.md)`;
  return `next: ${isSample ? `name the file Pulumi.${stack}.yaml, then ` : ""}${up}${more}`;
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
