import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { parseConfig } from "../../pipeline/config";
import { main } from "../../tools/start-fresh";

const HOUSES = [
  "house_id,sold,quarter,rooms,price",
  ...Array.from(
    { length: 40 },
    (_, row) =>
      `H${row},2026-01-${String((row % 28) + 1).padStart(2, "0")},Q${row % 3},${row % 5},${row * 1000.5}`,
  ),
].join("\n");

describe("start-fresh", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "start-fresh-"));
    mkdirSync(join(folder, "steps"));
    writeFileSync(join(folder, "houses.csv"), HOUSES);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(
    ...options: string[]
  ): Promise<{ code: number; lines: string[]; columns: string; config: string }> {
    const template = readFileSync(join(__dirname, "../../config.yaml"), "utf8");
    writeFileSync(join(folder, "config.yaml"), template);
    writeFileSync(join(folder, "steps/columns.json"), "as before");
    const lines: string[] = [];
    const code = await main(options, (line) => lines.push(line), folder);
    const read = (path: string): string => readFileSync(join(folder, path), "utf8");
    return { code, lines, columns: read("steps/columns.json"), config: read("config.yaml") };
  }

  it("proposes kinds, identity and the problem, and keeps what config.yaml says of other things", async () => {
    const { code, columns, config } = await run(
      ...["--data", join(folder, "houses.csv"), "--label", "price", "--dataset", "houses"],
    );
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(columns), {
      label: "price",
      features: [{ name: "sold", kind: "date" }, { name: "quarter", kind: "category" }, "rooms"],
      identity: ["house_id"],
    });
    const { production } = parseConfig(config).profiles;
    const { problem, data, metric, bias, parallelSteps } = production;
    assert.deepEqual(
      { problem, data, metric, bias, parallelSteps },
      { problem: "regression", data: "curated/houses/", metric: "r2", bias: [], parallelSteps: 5 },
    );
    assert.ok(config.includes("# How many steps may run at the same time."));
    assert.equal(production.card.purpose, "Not written yet.");
  });

  it("names the classes of a label in words, in order", async () => {
    const { columns } = await run(
      ...["--data", join(folder, "houses.csv"), "--label", "quarter", "--dataset", "houses"],
    );
    const { label } = JSON.parse(columns) as { readonly label: unknown };
    assert.deepEqual(label, { name: "quarter", classes: ["Q0", "Q1", "Q2"] });
  });

  for (const [what, options, message] of [
    ["another column", ["--label", "cost"], /there is no column cost; the file has house_id, sold,/],
    ["text for a number", ["--label", "quarter", "--problem", "regression"], /a regression needs numbers/],
    [
      "too many classes",
      ["--label", "quarter", "--problem", "binary"],
      /quarter has 3 different values, binary needs 2/,
    ],
    ["no label", [], /give --data and --label/],
  ] as const) {
    it(`changes nothing with ${what}, and says why`, async () => {
      const { code, lines, columns } = await run(
        ...["--data", join(folder, "houses.csv"), "--dataset", "houses", ...options],
      );
      assert.equal(code, 2);
      assert.match(lines.join("\n"), message);
      assert.equal(columns, "as before");
    });
  }

  it("names the line of a file that is no table", async () => {
    writeFileSync(join(folder, "broken.csv"), "a,b\n1,2\n1,2,3\n");
    const { code, lines } = await run(
      ...["--data", join(folder, "broken.csv"), "--label", "a", "--dataset", "houses"],
    );
    assert.deepEqual([code, lines.join().includes("line 3")], [2, true]);
  });
});
