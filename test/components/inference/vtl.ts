import { Compile, parse } from "velocityjs";

/** What Java's String has and JavaScript's has not, or has otherwise: the templates of API Gateway call these. */
const JAVA_METHODS: Readonly<Record<string, (text: string, ...args: readonly string[]) => unknown>> = {
  contains: (text, part = "") => text.includes(part),
  /** Whether the whole text fits. */
  matches: (text, pattern = "") => new RegExp(`^(?:${pattern})$`).test(text),
  /** The pattern is a regular expression. */
  replaceAll: (text, pattern = "", replacement = "") => text.replace(new RegExp(pattern, "g"), replacement),
};

const javaMethods = Object.entries(JAVA_METHODS).map(([name, method]) => ({
  uid: `java-${name}`,
  match: ({ property, context }: { property: string; context: unknown }) =>
    property === name && typeof context === "string",
  resolve: ({ context, params }: { context: unknown; params: unknown[] }) =>
    method(context as string, ...(params as string[])),
}));

/** What a template is given. */
export interface VtlInput {
  readonly body: string;
  /** @default none */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface VtlOutput {
  readonly text: string;
  /** What the template has set: `requestOverride`, `responseOverride`. */
  readonly context: {
    readonly requestOverride: { readonly path: Record<string, unknown> };
    readonly responseOverride: Record<string, unknown>;
  };
}

/** As API Gateway's `$util.escapeJavaScript`: what JSON escapes, and single quotes. */
function escapeJavaScript(value: unknown): string {
  return JSON.stringify(String(value)).slice(1, -1).replaceAll("'", "\\'");
}

/** Renders a mapping template by a Velocity engine, with the variables of API Gateway that our templates use. */
export function renderTemplate(template: string, { body, parameters = {} }: VtlInput): VtlOutput {
  const context = { requestOverride: { path: {} }, responseOverride: {} };
  const text = new Compile(parse(template), { customMethodHandlers: javaMethods }).render({
    context,
    util: { escapeJavaScript },
    input: {
      body,
      params: (name: string) => parameters[name] ?? "",
      path: (path: string) => at(body, path),
    },
  });
  return { text, context };
}

/** Of JSONPath, `$.<key>` alone. */
function at(body: string, path: string): unknown {
  const key = /^\$\.(\w+)$/.exec(path)?.[1];
  if (key === undefined) throw new Error(`not a path that is understood here: ${path}`);
  return (JSON.parse(body) as Record<string, unknown>)[key];
}
