import { readProject } from "../simulator/rehearsal/program";
import type { RecordedResource } from "../simulator/rehearsal/resource";
import type { StackSettings } from "../settings/stack-file";
import { evaluate } from "./evaluate";
import type { Plan } from "./plan";
import type { Section } from "./section";
import { median, ratio } from "./statistics";
import { table } from "./table";
import { BARE, ROOT, type Workspace } from "./workspace";

/** The real program with a number of models. */
export interface Size {
  readonly models: number;
  /** Name of its measurement. */
  readonly name: string;
  readonly repeats: number;
  readonly settings: StackSettings;
  /** Known once it was measured. */
  resources: readonly RecordedResource[];
  /** As many plain resources; known once they were measured. */
  bare: readonly RecordedResource[];
}

export function sizesOf(plan: Plan, workspace: Workspace): readonly [Size, ...Size[]] {
  const [smallest, ...others] = plan.sizes.map(({ models, repeats }) => ({
    models,
    repeats,
    name: `full sample, ${models} models`,
    settings: workspace.sample(models),
    resources: [],
    bare: [],
  }));
  if (!smallest) {
    throw new Error("a plan needs at least one size");
  }
  return [smallest, ...others];
}

/** Program evaluation as a whole, from the process's start to its end, and how it grows. */
export function growth(sizes: readonly [Size, ...Size[]], workspace: Workspace): Section {
  const bareName = (size: Size): string => `as many plain resources as ${size.name}`;
  const { nodeArgs } = readProject(ROOT);
  return {
    title: "Program evaluation, and how it grows",
    cases: sizes.flatMap((size) => [
      {
        name: size.name,
        repeats: size.repeats,
        run: async () => {
          const { milliseconds, resources } = await evaluate(ROOT, size.settings);
          size.resources = resources;
          return milliseconds;
        },
      },
      {
        name: bareName(size),
        repeats: size.repeats,
        run: async () => {
          const settings = workspace.bare(size.resources.length);
          const { milliseconds, resources } = await evaluate(BARE, settings, { nodeArgs });
          size.bare = resources;
          return milliseconds;
        },
      },
    ]),
    report: (times) => {
      const last = sizes.at(-1) ?? sizes[0];
      const slope = (name: (size: Size) => string): string =>
        (
          (median(times(name(last))) - median(times(name(sizes[0])))) /
          (last.resources.length - sizes[0].resources.length)
        ).toFixed(1);
      return [
        table(
          [
            "models",
            "resources",
            "runs",
            "median ms",
            "ms a resource",
            "bare median ms",
            "bare ms a resource",
            "ratio",
          ],
          sizes.map((size) => {
            const [own, bare] = [times(size.name), times(bareName(size))];
            const count = size.resources.length;
            return [
              ...[size.models, count, own.length].map(String),
              ...[own, bare].flatMap((values) => [
                median(values).toFixed(0),
                (median(values) / count).toFixed(1),
              ]),
              ratio(own, bare).toFixed(2),
            ];
          }),
        ),
        `Each resource beyond the first ${sizes[0].resources.length}: ${slope(({ name }) => name)} ms, bare ${slope(bareName)} ms.`,
      ].join("\n");
    },
  };
}
