import { relative } from "node:path";

import Mocha from "mocha";

import { ofKind, testFiles } from "./files";
import type { Kind } from "./files";

const { EVENT_RUN_BEGIN, EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
  Mocha.Runner.constants;

/** Results of a file, or of all. */
interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Prints a line for each file when it is done, failures at the end, then how many tests passed, failed and were skipped
 * and why, and which tests were left out. Of a single file it prints every test, as mocha does by itself.
 */
export default class Reporter extends Mocha.reporters.Base {
  private readonly began = Date.now();
  private readonly files = new Map<string, Count>();
  private readonly skipped = new Set<string>();
  private current: string | undefined;

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const single = options.parallel !== true;
    if (single) {
      new Mocha.reporters.Spec(runner, options);
    }
    const show = single ? (): void => undefined : this.showFile.bind(this);
    runner
      .on(EVENT_RUN_BEGIN, () => {
        this.current = undefined;
      })
      .on(EVENT_TEST_PASS, (test) => {
        this.count(test, show).passed += 1;
      })
      .on(EVENT_TEST_FAIL, (test) => {
        this.count(test, show).failed += 1;
      })
      .on(EVENT_TEST_PENDING, (test) => {
        this.count(test, show).skipped += 1;
        this.skipped.add(reasonOf(test));
      })
      .once(EVENT_RUN_END, () => {
        if (!single) {
          this.showFile();
          this.epilogue();
        }
        this.close(process.env.MLOPS_TESTS);
      });
  }

  /** Mocha tells of a file's tests in one go once it is done, so the first of the next file ends the one before. */
  private count(test: Mocha.Runnable, show: () => void): Count {
    const file = relative(process.cwd(), test.file ?? test.parent?.file ?? "hooks").replaceAll("\\", "/");
    if (file !== this.current) {
      show();
      this.current = file;
    }
    const count = this.files.get(file) ?? { passed: 0, failed: 0, skipped: 0 };
    this.files.set(file, count);
    return count;
  }

  private showFile(): void {
    const count = this.files.get(this.current ?? "");
    if (this.current === undefined || count === undefined) {
      return;
    }
    const { failed, passed, skipped } = count;
    const parts = [
      `${passed} passed`,
      ...(failed > 0 ? [`${failed} FAILED`] : []),
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ];
    print(`${elapsed(this.began)}  ${this.current}: ${parts.join(", ")}`);
  }

  private close(kind = "named"): void {
    if (this.skipped.size > 0) {
      print(`skipped:\n${[...this.skipped].map((reason) => `  ${reason}`).join("\n")}\n`);
    }
    const { failed, passed, skipped } = sum([...this.files.values()]);
    print(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    if (kind !== "named") {
      print(leftOut(kind === "full" ? "quick" : "full"));
    }
  }
}

function leftOut(kind: Kind): string {
  const { length } = ofKind(testFiles(process.cwd()), kind);
  return kind === "full"
    ? `left out: ${length} files, *.engine.test.ts and *.full.test.ts, that take the Pulumi engine, Spark, Python packages or minutes: npm run test:full`
    : `left out: the ${length} other files: npm test`;
}

/** A suite that lacks something says what in its title; so does a test. */
function reasonOf(test: Mocha.Runnable): string {
  const titles = test.titlePath();
  const last = titles.map((title) => title.endsWith(")")).lastIndexOf(true);
  return titles.slice(0, last < 0 ? titles.length : last + 1).join(" ");
}

function sum(counts: readonly Count[]): Count {
  return counts.reduce(
    (all, { failed, passed, skipped }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: all.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

function elapsed(since: number): string {
  const seconds = Math.round((Date.now() - since) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
