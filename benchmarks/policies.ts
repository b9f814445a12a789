import { join } from "node:path";

import { isResourceRule, type Rule } from "../policy/harness/rule";
import { rules } from "../policy/pack";
import { startAnalyzer } from "../simulator/rehearsal/analyzer";
import type { PolicyConfig } from "../simulator/rehearsal/policy-config";
import { readProject } from "../simulator/rehearsal/program";
import type { Size } from "./growth";
import { measure } from "./measure";
import type { Plan } from "./plan";
import { median, ratio } from "./statistics";
import { table } from "./table";
import { ROOT } from "./workspace";

const resourceRules = rules.filter(isResourceRule);
const stackRules = rules.filter((rule) => !isResourceRule(rule));

const without = (some: readonly Rule[]): PolicyConfig =>
  Object.fromEntries(some.map(({ name }) => [name, "disabled"]));

/** Policy configs by what they leave to judge. */
const CONFIGS = {
  all: {},
  "resource rules": without(stackRules),
  "stack rules": without(resourceRules),
  none: without(rules),
};

/** How long the policy pack takes for the graphs of program evaluation, in a process that runs already. */
export async function policyReport(
  sizes: readonly Size[],
  plan: Plan,
  tell: (line: string) => void,
): Promise<string> {
  const rows: string[][] = [];
  for (const size of sizes) {
    rows.push(await judge(size, plan, tell));
  }
  const head = ["models", "resources", "first ms", "median ms", "ms a resource", "resource rules ms"];
  return [
    table([...head, "stack rules ms", "no rule ms", "µs a resource and rule", "bare ms", "ratio"], rows),
    `${resourceRules.length} resource rules, ${stackRules.length} stack rules. "No rule" is what it takes to hand the graph over.`,
  ].join("\n");
}

async function judge(
  { models, name, settings, resources, bare }: Size,
  plan: Plan,
  tell: (line: string) => void,
): Promise<string[]> {
  const stack = { project: readProject(ROOT).name, settings };
  const analyzer = startAnalyzer(join(ROOT, "policy"));
  const analyze = async (policyConfig: PolicyConfig, graph = resources): Promise<number> => {
    const start = performance.now();
    await analyzer.analyze(graph, { ...stack, policyConfig });
    return performance.now() - start;
  };
  try {
    await analyzer.analyze([], stack); // it is ready when it has judged nothing
    const first = await analyze({});
    const bareName = `rules over as many plain resources as ${name}`;
    const times = await measure(
      [
        ...Object.entries(CONFIGS).map(([which, config]) => ({
          name: `rules over ${name}: ${which}`,
          repeats: plan.policies,
          run: () => analyze(config),
        })),
        { name: bareName, repeats: plan.policies, run: () => analyze({}, bare) },
      ],
      tell,
    );
    const [all, onBare] = [times(`rules over ${name}: all`), times(bareName)];
    // Differences of short times: the fastest is the least disturbed.
    const [every, single, whole, none] = Object.keys(CONFIGS).map((which) =>
      Math.min(...times(`rules over ${name}: ${which}`)),
    ) as [number, number, number, number];
    const count = resources.length;
    return [
      ...[models, count].map(String),
      ...[first, median(all)].map((value) => value.toFixed(0)),
      (median(all) / count).toFixed(2),
      ...[single - none, whole - none, none].map((value) => value.toFixed(0)),
      ((1000 * (every - none)) / (count * rules.length)).toFixed(1),
      median(onBare).toFixed(0),
      ratio(all, onBare).toFixed(2),
    ];
  } finally {
    analyzer.stop();
  }
}
