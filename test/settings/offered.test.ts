import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { OFFERS } from "../../settings/offered";
import { OPT_IN_REGIONS } from "../../settings/regions";
import { ROOT } from "../support/rehearsed";

const page = readFileSync(join(ROOT, "docs", "regions.md"), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| "));

describe("docs/regions.md", () => {
  for (const { what, missingIn, source } of Object.values(OFFERS)) {
    it(`says where AWS has no ${what}, and where AWS says so`, () => {
      const cells = rows.find((row) => row.startsWith(`| ${what} `))?.split("|") ?? [];
      assert.deepEqual(cells[2]?.match(/[a-z]+-[a-z0-9-]+/g), [...missingIn]);
      assert.ok(cells[4]?.includes(`(${source})`), `${what}: ${String(cells[4])}`);
    });
  }

  it("has a row for nothing else", () => {
    const table = page.slice(
      page.indexOf("## What is not offered where"),
      page.indexOf("In China, API Gateway"),
    );
    assert.equal(
      table.split("\n").filter((line) => line.startsWith("| ")).length - 2,
      Object.keys(OFFERS).length,
    );
  });

  it("names the Regions to opt into", () => {
    assert.deepEqual(
      OPT_IN_REGIONS.filter((region) => !page.includes(`\`${region}\``)),
      [],
    );
  });
});

/** Where a partition or the ending of a host would be wrong in another partition. */
const LITERAL = /arn:aws:|"aws-(cn|us-gov)"|amazonaws\.com\.cn|\.dkr\.ecr\.[^`"\s]*amazonaws/;
/** Rooms whose code runs for every partition. */
const ROOMS = ["access", "components", "planes", "stacks", "assets", "jobs", "studio"];

describe("partitions and endings of hosts", () => {
  it("are written in the settings only", () => {
    const files = ROOMS.flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) => join(room, file)),
    ).filter((file) => /\.(ts|py|sh)$/.test(file));
    assert.ok(files.length > 150);
    const found = files.filter((file) =>
      readFileSync(join(ROOT, file), "utf8")
        .split("\n")
        .some((line) => LITERAL.test(line) && !/^\s*(\/\/|\*|\/\*|#)/.test(line)),
    );
    assert.deepEqual(found, []);
  });
});
