import { rmSync } from "node:fs";
import { join } from "node:path";

import type { StackSettings } from "../settings/stack-file";
import { evaluate } from "./evaluate";
import type { Size } from "./growth";
import type { Case } from "./measure";
import type { Plan } from "./plan";
import type { Section } from "./section";
import { comparison } from "./table";
import { BARE, ROOT, type Workspace } from "./workspace";

const TSX = ["--import", "tsx"];

interface Program {
  readonly name: string;
  readonly folder: string;
  readonly settings: StackSettings;
}

/** A way to load TypeScript. */
interface Way {
  readonly label: string;
  readonly nodeArgs: readonly string[];
  /** File to run instead of the program's own. */
  readonly main?: string;
  /** Folder that has to be empty: what is measured is the first run on a machine. */
  readonly emptied?: string;
}

/** How the program's TypeScript is loaded: for one resource, where loading is nearly all, and for the real program. */
export function loaders(smallest: Size, plan: Plan, workspace: Workspace): Section {
  // Its stack, its provider and one resource.
  const one = { name: "one resource", folder: BARE, settings: workspace.bare(3) };
  const real = { name: smallest.name, folder: ROOT, settings: smallest.settings };
  const tables = [
    { program: one, ways: ways(one, workspace), repeats: plan.oneResource },
    { program: real, ways: ways(real, workspace), repeats: plan.loaders },
  ];
  return {
    title: "How TypeScript is loaded",
    cases: tables.flatMap(({ program, ways: all, repeats }) =>
      all.map((way) =>
        toCase(program, way, way.emptied === undefined ? repeats : Math.min(repeats, plan.coldStarts)),
      ),
    ),
    report: (times) =>
      tables
        .filter(({ repeats }) => repeats > 0)
        .map(({ program, ways: all }) =>
          comparison(
            program.name,
            all.map((way) => ({ label: way.label, times: times(nameOf(program, way)) })),
          ),
        )
        .join("\n"),
  };
}

const nameOf = ({ name }: Program, { label }: Way): string => `${name}: ${label}`;

function toCase(program: Program, way: Way, repeats: number): Case {
  const { nodeArgs, main, emptied } = way;
  return {
    name: nameOf(program, way),
    repeats,
    run: async () => {
      if (emptied !== undefined) {
        rmSync(emptied, { recursive: true, force: true });
      }
      const change = { nodeArgs, ...(main === undefined ? {} : { main }) };
      return (await evaluate(program.folder, program.settings, change)).milliseconds;
    },
  };
}

function ways({ folder }: Program, workspace: Workspace): readonly Way[] {
  const id = folder === ROOT ? "real" : "bare";
  const cache = (name: string): string => workspace.path(`${id}-${name}-cache`);
  const tsNode = (name: string, more: Readonly<Record<string, string>>): readonly string[] => [
    workspace.variables(`${id}-${name}`, {
      PULUMI_NODEJS_TYPESCRIPT: "true",
      TS_NODE_CACHE_DIRECTORY: cache(name),
      ...more,
    }),
  ];
  const checked = tsNode("checked", {});
  const transpiled = tsNode("transpiled", {
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    PULUMI_NODEJS_TSCONFIG_PATH: workspace.write("tsconfig.json", transpileConfig()),
  });
  return [
    { label: "tsx", nodeArgs: TSX },
    { label: "tsx, --enable-source-maps", nodeArgs: ["--enable-source-maps", ...TSX] },
    {
      label: "tsx without its cache",
      nodeArgs: [workspace.variables("tsx", { TSX_DISABLE_CACHE: "1" }), ...TSX],
    },
    { label: "ts-node, type check, cold cache", nodeArgs: checked, emptied: cache("checked") },
    { label: "ts-node, type check, warm cache", nodeArgs: checked },
    { label: "ts-node, transpile only, warm cache", nodeArgs: transpiled },
    {
      label: "bundled before by esbuild",
      nodeArgs: [],
      main: workspace.bundle(id, join(folder, "index.ts")),
    },
  ];
}

/** TypeScript 6 transpiles nothing for ts-node unless rootDir is given (error TS5011). */
function transpileConfig(): string {
  return JSON.stringify({ extends: join(ROOT, "tsconfig.json"), compilerOptions: { rootDir: ROOT } });
}
