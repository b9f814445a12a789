import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { ProgramError, readProject } from "../simulator/rehearsal/program";
import { evaluate } from "./evaluate";
import type { Size } from "./growth";
import type { Plan } from "./plan";
import type { Section } from "./section";
import { comparison } from "./table";
import { ROOT } from "./workspace";

const CRASH = join(__dirname, "crash");

/** How stack traces are made. */
interface Variant {
  readonly label: string;
  readonly nodeArgs: readonly string[];
}

const limit = (frames: number): string => `--stack-trace-limit=${frames}`;

/** What stack traces cost: the SDK makes several for each resource. And what is left of them when something crashes. */
export function stackTraces(smallest: Size, plan: Plan): Section {
  const { nodeArgs } = readProject(ROOT);
  // Node's own limit is 10, and the others are compared with it.
  const variants: readonly Variant[] = [10, 3, 1, 0].map((frames) => ({
    label: limit(frames),
    nodeArgs: [...nodeArgs, limit(frames)],
  }));
  const nameOf = ({ label }: Variant): string => `${smallest.name}: ${label}`;
  return {
    title: "Stack traces",
    cases: variants.map((variant) => ({
      name: nameOf(variant),
      repeats: plan.traces,
      run: async () => (await evaluate(ROOT, smallest.settings, { nodeArgs: variant.nodeArgs })).milliseconds,
    })),
    report: async (times) => {
      const costs = comparison(
        smallest.name,
        variants.map((variant) => ({ label: variant.label, times: times(nameOf(variant)) })),
      );
      const errors: string[] = [];
      for (const variant of variants) {
        errors.push(`A crash, ${variant.label}:`, await failure("crash", variant), "");
      }
      errors.push(
        `A refusal, ${limit(1)}:`,
        await failure("refusal", { nodeArgs: [...nodeArgs, limit(1)], label: "" }),
      );
      return [costs, "", ...errors].join("\n");
    },
  };
}

/** What a program says that fails in a component. */
async function failure(kind: "crash" | "refusal", { nodeArgs }: Variant): Promise<string> {
  const config = { "crash:failure": kind };
  try {
    await evaluate(CRASH, { stack: "bench", config, secretKeys: [] }, { nodeArgs });
  } catch (error) {
    if (error instanceof ProgramError) {
      return stripVTControlCharacters(error.message)
        .replaceAll(`${ROOT}/`, "")
        .trim()
        .replaceAll(/^/gm, "    ");
    }
    throw error;
  }
  throw new Error(`the program in ${CRASH} should have failed`);
}
