import { parse } from "yaml";

/** What a Model Build pipeline's file asks of Azure DevOps. */
export interface ModelBuildFile {
  /** Branches, or patterns of them, whose pushes start the pipeline. */
  readonly branches: readonly string[];
  /** Name of the one service connection that its tasks use. */
  readonly connection: string;
  /** Name of the one environment that its deployment job runs in. */
  readonly environment: string;
  /** Arguments of `npm run pipeline`, in the order of the file. */
  readonly commands: readonly string[];
}

interface PipelineYaml {
  readonly trigger?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly default?: unknown }[];
}

/**
 * Reads the file as Azure DevOps does when nobody chooses other parameters.
 *
 * @throws Error if tasks use several connections or environments, or none
 */
export function readModelBuildFile(text: string): ModelBuildFile {
  const document = parse(text) as PipelineYaml;
  const defaults = new Map(document.parameters?.map((parameter) => [parameter.name, parameter.default]));
  const values = (key: string): string[] => [
    ...new Set(valuesOf(document, key).map((value) => filledIn(value, defaults))),
  ];
  return {
    branches: branchesOf(document.trigger),
    connection: one(values("awsCredentials"), "service connections"),
    environment: one(values("environment"), "environments"),
    commands: [...text.matchAll(/npm run (?:--silent )?pipeline -- ([^)\n]+)/g)].map(([, command]) =>
      String(command).trim(),
    ),
  };
}

/** Whether a push to a branch, such as `main`, starts the pipeline. Patterns end with `*`. */
export function startsOn({ branches }: Pick<ModelBuildFile, "branches">, branch: string): boolean {
  return branches.some((pattern) =>
    pattern.endsWith("*") ? branch.startsWith(pattern.slice(0, -1)) : pattern === branch,
  );
}

/** A trigger is `none`, a list of branches, or an object with branches to include. None at all is every branch. */
function branchesOf(trigger: unknown): string[] {
  if (trigger === undefined) return ["*"];
  if (Array.isArray(trigger)) return trigger.map(String);
  const { branches } = (typeof trigger === "object" && trigger !== null ? trigger : {}) as {
    readonly branches?: { readonly include?: readonly string[] };
  };
  return [...(branches?.include ?? [])];
}

/** Every text below a key, wherever in the document. */
function valuesOf(value: unknown, key: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, child]: [string, unknown]) =>
    name === key && typeof child === "string" ? [child] : valuesOf(child, key),
  );
}

function filledIn(value: string, defaults: ReadonlyMap<string, unknown>): string {
  return value.replace(/\$\{\{ *parameters\.(\w+) *\}\}/g, (_, name: string) => String(defaults.get(name)));
}

function one(values: readonly string[], what: string): string {
  const [first, ...more] = values;
  if (first === undefined || more.length > 0) {
    throw new Error(
      `the pipeline's file names ${values.length} ${what}, one is needed: ${values.join(", ") || "none"}`,
    );
  }
  return first;
}
