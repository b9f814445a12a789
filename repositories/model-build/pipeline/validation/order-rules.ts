import { isList, text } from "./json";
import { referencesIn } from "./references";
import type { StepNode } from "./steps";
import { byName, withoutBranches } from "./steps";

/** Steps that wait for what never comes: for themselves, for a branch from outside, for the end. */
export function orderProblems(steps: readonly StepNode[]): string[] {
  const named = byName(steps);
  const branches = steps.flatMap((step) =>
    neededBy(step).flatMap((name) => {
      const needed = named.get(name);
      return needed === undefined || needed === step ? [] : branchProblem(step, needed);
    }),
  );
  const needs = new Map([...named].map(([name, step]) => [name, neededBy(step)]));
  return [...dependsOnProblems(steps, named), ...branches, ...cycleProblems(needs)];
}

/** Names of steps that a step waits for: it refers to them, names them in DependsOn, or stands in a branch of theirs. */
function neededBy(step: StepNode): string[] {
  const named = isList(step.json.DependsOn) ? step.json.DependsOn.map(text) : [];
  const referred = referencesIn(withoutBranches(step)).references.flatMap((reference) =>
    "step" in reference ? [reference.step] : [],
  );
  return [...new Set([...named, ...referred, ...(step.branch === undefined ? [] : [step.branch.condition])])];
}

function dependsOnProblems(steps: readonly StepNode[], there: ReadonlyMap<string, StepNode>): string[] {
  return steps.flatMap(({ name, json: { DependsOn } }) => {
    if (DependsOn === undefined) {
      return [];
    }
    if (!isList(DependsOn) || !DependsOn.every((item) => typeof item === "string")) {
      return [`step ${name}: DependsOn must be a list of names of steps`];
    }
    return DependsOn.filter((item) => !there.has(item)).map(
      (item) => `step ${name}: DependsOn names step ${item}, which is not there`,
    );
  });
}

function branchProblem(step: StepNode, needed: StepNode): string[] {
  if (needed.type === "Fail") {
    return [`step ${step.name}: waits for step ${needed.name}, which ends the execution`];
  }
  const { branch } = needed;
  if (
    branch === undefined ||
    (step.branch?.condition === branch.condition && step.branch.side === branch.side)
  ) {
    return [];
  }
  return [
    `step ${step.name}: waits for step ${needed.name}, which runs only in ${branch.side} of ${branch.condition}; ` +
      "put both into the same branch",
  ];
}

/** The first circle that each step leads into, told once. */
function cycleProblems(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const problems: string[] = [];
  const follow = (name: string, way: readonly string[]): void => {
    const start = way.indexOf(name);
    if (start >= 0) {
      problems.push(`steps wait for each other: ${[...way.slice(start), name].join(" -> ")}`);
      return;
    }
    if (!done.has(name)) {
      for (const needed of needs.get(name) ?? []) {
        follow(needed, [...way, name]);
      }
      done.add(name);
    }
  };
  for (const name of needs.keys()) {
    follow(name, []);
  }
  return problems;
}
