import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { ROOT } from "../support/rehearsed";

const PAGE = "CONTRIBUTING.md";

interface Block {
  /** `ts`: a new file; `diff`: lines to find and to put in their place; `sh`: commands. */
  readonly kind: string;
  readonly path: string;
  readonly lines: readonly string[];
}

/** The code blocks below each heading of third level. */
function examples(): Readonly<Record<string, readonly Block[]>> {
  const [, ...sections] = readFileSync(join(ROOT, PAGE), "utf8").split(/^### /m);
  return Object.fromEntries(
    sections.map((section) => [
      section.split("\n")[0] ?? "",
      [...section.matchAll(/^```(ts|diff|sh)(?: (\S+))?\n(.*?)^```$/gms)].map(
        ([, kind = "", path = "", text = ""]) => ({ kind, path, lines: text.trimEnd().split("\n") }),
      ),
    ]),
  );
}

describe(`the examples of ${PAGE}`, () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "contributing-"));
    const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    for (const file of files.split("\0").filter((path) => path !== "")) {
      cpSync(join(ROOT, file), join(folder, file));
    }
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [title, blocks] of Object.entries(examples())) {
    const commands = blocks.filter(({ kind }) => kind === "sh").flatMap(({ lines }) => lines);
    if (commands.length > 0) {
      it(`${title}: fits, and passes its tests`, () => {
        for (const block of blocks) {
          apply(block);
        }
        for (const command of commands) {
          const { status, stdout, stderr } = spawnSync(command, {
            cwd: folder,
            encoding: "utf8",
            shell: true,
          });
          assert.equal(status, 0, `${command}\n${stdout}${stderr}`);
          assert.doesNotMatch(stdout, /^0 passed/m, `${command} runs no test`);
        }
      });
    }
  }

  it("keep to the types and the direction of imports, all together", () => {
    for (const command of ["typecheck", "imports"]) {
      const { status, stdout } = spawnSync("npm", ["run", "--silent", command], {
        cwd: folder,
        encoding: "utf8",
        shell: process.platform === "win32",
      });
      assert.equal(status, 0, stdout);
    }
  });

  it("touch at most four sources each", () => {
    for (const [title, blocks] of Object.entries(examples())) {
      const sources = new Set(
        blocks.map(({ path }) => path).filter((path) => /^(?!test\/).+\.ts$/.test(path)),
      );
      assert.ok(sources.size <= 4, `${title}: ${[...sources].join(", ")}`);
    }
  });

  function apply({ kind, path, lines }: Block): void {
    const file = join(folder, path);
    if (kind === "ts") {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${lines.join("\n")}\n`, { flag: "wx" });
    }
    if (kind === "diff") {
      const side = (sign: string): string =>
        lines
          .filter((line) => line.startsWith(" ") || line.startsWith(sign))
          .map((line) => line.slice(1))
          .join("\n");
      const parts = readFileSync(file, "utf8").split(side("-"));
      assert.equal(parts.length, 2, `${path} has these lines ${parts.length - 1} times:\n${side("-")}`);
      writeFileSync(file, parts.join(side("+")));
    }
  }
});
