import { parseDocument } from "yaml";

/** A pipeline as a graph: what runs after what, under which condition, with which rights. */
export interface PipelineGraph {
  readonly stages: readonly GraphStage[];
}

export interface GraphStage {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly condition: string;
  readonly jobs: readonly GraphJob[];
}

export interface GraphJob {
  readonly name: string;
  /** Undefined for a job that is no deployment, or that names none. */
  readonly environment: string | undefined;
  readonly condition: string;
  readonly continueOnError: boolean;
  readonly steps: readonly GraphStep[];
}

export interface GraphStep {
  /** What it runs in a shell. */
  readonly script: string;
  readonly connection: string | undefined;
  readonly condition: string;
  readonly continueOnError: boolean;
}

/** What the way to production has to have. */
export interface Gates {
  readonly resolve: string;
  /** The stage whose success everything that reaches production depends on. */
  readonly tests: string;
  /** The stage before it, which deploys what is tested. */
  readonly staging: string;
  readonly productionConnection: string;
  /** The environment that asks for approval. */
  readonly productionEnvironment: string;
}

type Raw = Readonly<Record<string, unknown>>;

/** Reads the YAML of a pipeline; parameters that are lists of one have the value that they have to have. */
export function readGraph(text: string): PipelineGraph {
  const raw = parseDocument(text, { strict: true, uniqueKeys: true }).toJS() as Raw;
  const values = new Map<string, string>(
    list(raw.parameters).flatMap(({ name, default: standard, values }) =>
      // A run may give a parameter another value, unless it is the only one.
      Array.isArray(values) && values.length === 1 && values[0] === standard
        ? [[`\${{ parameters.${String(name)} }}`, String(standard)] as const]
        : [],
    ),
  );
  const filled = (value: unknown): string | undefined =>
    typeof value === "string" ? (values.get(value) ?? value) : undefined;
  const stages = list(raw.stages);
  return {
    stages: stages.map((stage, index) => ({
      name: String(stage.stage),
      dependsOn: dependencies(stage.dependsOn, index === 0 ? undefined : String(stages[index - 1]?.stage)),
      condition: textOf(stage.condition) || "succeeded()",
      jobs: list(stage.jobs).map((job) => readJob(job, filled)),
    })),
  };
}

function readJob(job: Raw, filled: (value: unknown) => string | undefined): GraphJob {
  const runOnce =
    (job.strategy as { runOnce?: Record<string, { steps?: unknown }> } | undefined)?.runOnce ?? {};
  // Each life cycle hook of a deployment can reach what the job can.
  const steps = [...list(job.steps), ...Object.values(runOnce).flatMap((hook) => list(hook.steps))];
  const { environment } = job;
  return {
    name: textOf(job.job ?? job.deployment),
    environment: filled(typeof environment === "object" ? (environment as Raw | null)?.name : environment),
    condition: textOf(job.condition) || "succeeded()",
    continueOnError: job.continueOnError === true,
    steps: steps.map((step) => {
      const inputs = (step.inputs ?? {}) as Raw;
      return {
        script: textOf(step.script ?? step.bash ?? inputs.inlineScript),
        connection: filled(inputs.awsCredentials),
        condition: textOf(step.condition) || "succeeded()",
        continueOnError: step.continueOnError === true,
      };
    }),
  };
}

/**
 * Everything by which a run could reach production without its gates: the tests of this run, in the run that acts, and the
 * environment that asks for approval. Nothing: there is no such way.
 */
export function waysAround(graph: PipelineGraph, gates: Gates): string[] {
  const { stages } = graph;
  const reaching = stages.filter(({ jobs }) => jobs.some((job) => reaches(job, gates.productionConnection)));
  return [
    ...(reaching.length === 0 ? ["no stage reaches production: the graph was not understood"] : []),
    ...stages.flatMap(({ name, jobs }) => jobs.flatMap((job) => jobProblems(name, job, gates))),
    ...reaching.flatMap((stage) => stageProblems(stages, stage, gates)),
    ...testProblems(stages, gates),
    ...stages
      .filter(({ name }) => name !== gates.resolve)
      .flatMap(({ name, condition }) =>
        isGuarded(condition, act(gates)) ? [] : [`stage ${name} runs in a run that does not act`],
      ),
  ];
}

function jobProblems(stage: string, job: GraphJob, gates: Gates): string[] {
  const where = `job ${job.name} of stage ${stage}`;
  const isReaching = reaches(job, gates.productionConnection);
  // A connection that a run may choose may be any.
  const open = job.steps.flatMap(({ connection = "" }) => (connection.includes("${{") ? [connection] : []));
  return [
    ...open.map((connection) => `${where} uses a connection that a run may choose: ${connection}`),
    ...(isReaching && job.environment !== gates.productionEnvironment
      ? [`${where} reaches production without the environment ${gates.productionEnvironment}`]
      : []),
    ...(isReaching && stage === gates.tests
      ? [`${where} reaches production before the tests have ended`]
      : []),
    ...(job.continueOnError ? [`${where} may fail without a consequence`] : []),
    ...(/\b(always|failed|succeededOrFailed|canceled)\(/.test(job.condition)
      ? [`${where} runs although something failed: ${job.condition}`]
      : []),
    ...job.steps.flatMap((step) => stepProblems(where, step)),
  ];
}

/** What changes something, or judges, must run only when all before it did, and must count. */
function stepProblems(where: string, { script, condition, continueOnError }: GraphStep): string[] {
  const command = /npm run --silent deploy -- (\S+)/.exec(script)?.[1];
  const what = `${where}: ${command ?? "a step"}`;
  return [
    ...(continueOnError ? [`${what} may fail without a consequence`] : []),
    ...(command !== undefined && command !== "unlock" && condition !== "succeeded()"
      ? [`${what} runs under another condition: ${condition}`]
      : []),
    ...(/\|\|\s*(true|:)|set \+e/.test(script) ? [`${what} hides its failure`] : []),
  ];
}

function stageProblems(stages: readonly GraphStage[], stage: GraphStage, gates: Gates): string[] {
  const needed = [gates.resolve, gates.staging, gates.tests];
  return needed.flatMap((gate) => [
    ...(before(stages, stage.name).has(gate) ? [] : [`stage ${stage.name} does not wait for ${gate}`]),
    ...(isGuarded(stage.condition, `eq(dependencies.${gate}.result, 'Succeeded')`)
      ? []
      : [`stage ${stage.name} runs although ${gate} has not succeeded`]),
  ]);
}

function testProblems(stages: readonly GraphStage[], gates: Gates): string[] {
  const tests = stages.find(({ name }) => name === gates.tests);
  if (tests === undefined) {
    return [`there is no stage ${gates.tests}`];
  }
  const isTesting = tests.jobs.some(({ steps }) =>
    steps.some(({ script }) => script.includes("deploy -- test --stage")),
  );
  return [
    ...(isTesting ? [] : [`stage ${gates.tests} tests nothing`]),
    ...(before(stages, gates.tests).has(gates.staging)
      ? []
      : [`stage ${gates.tests} does not wait for ${gates.staging}`]),
    ...(isGuarded(tests.condition, `eq(dependencies.${gates.staging}.result, 'Succeeded')`)
      ? []
      : [`stage ${gates.tests} runs although ${gates.staging} has not succeeded`]),
  ];
}

const act = ({ resolve }: Gates) =>
  `eq(dependencies.${resolve}.outputs['${resolve}.${resolve}.act'], 'true')`;

/** Whether a condition is an `and` of which this is a part, as `succeeded()` is. */
function isGuarded(condition: string, part: string): boolean {
  const inner = /^and\((.*)\)$/s.exec(condition)?.[1];
  const parts = inner === undefined ? [] : splitArguments(inner);
  return parts.includes("succeeded()") && parts.includes(part);
}

function splitArguments(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    depth += { "(": 1, ")": -1 }[character] ?? 0;
    if (character === "," && depth === 0) {
      parts.push("");
    } else {
      parts.push(`${parts.pop() ?? ""}${character}`);
    }
  }
  return parts.map((part) => part.trim());
}

/** Stages that have ended when a stage begins. */
function before(stages: readonly GraphStage[], name: string): Set<string> {
  const direct = stages.find((stage) => stage.name === name)?.dependsOn ?? [];
  return new Set(direct.flatMap((dependency) => [dependency, ...before(stages, dependency)]));
}

function reaches({ steps }: GraphJob, connection: string): boolean {
  return steps.some((step) => step.connection === connection);
}

/** A stage that names none waits for the one before it; an empty list waits for none. */
function dependencies(given: unknown, previous: string | undefined): string[] {
  if (given === undefined || given === null) {
    return previous === undefined ? [] : [previous];
  }
  return (Array.isArray(given) ? given : [given]).map(String).filter((name) => name !== "");
}

function list(value: unknown): Raw[] {
  return Array.isArray(value) ? (value as Raw[]) : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
