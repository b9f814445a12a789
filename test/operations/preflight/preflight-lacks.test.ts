import assert from "node:assert/strict";

import { Clouds } from "./clouds";
import { ACCOUNTS } from "./lacks/accounts";
import { AZURE_DEVOPS } from "./lacks/azure-devops";
import { IDENTITIES } from "./lacks/identities";
import { METRICS } from "./lacks/metrics";
import { ORGANIZATION } from "./lacks/organization";
import { QUOTAS } from "./lacks/quotas";
import { STATE } from "./lacks/state";
import { StackFiles } from "./stack-files";

const LACKS = [...ACCOUNTS, ...QUOTAS, ...IDENTITIES, ...METRICS, ...STATE, ...AZURE_DEVOPS, ...ORGANIZATION];

describe("npm run preflight, where one thing is missing", () => {
  let clouds: Clouds;
  let files: StackFiles;

  beforeEach(async () => {
    clouds = new Clouds();
    files = new StackFiles();
    await clouds.start();
  });
  afterEach(async () => {
    await clouds.stop();
    files.remove();
  });

  for (const { title, sample, changes, seed, place, what, mend } of LACKS) {
    it(`names ${title}, with what mends it, and nothing else`, async () => {
      const args = files.like(sample, changes);
      if (sample === "trial") clouds.signIn("300000000001");
      seed(clouds);
      const { status, lines, errors } = await clouds.run(args);
      assert.deepEqual(errors, []);
      assert.deepEqual(
        lines.filter((line) => !/^ {4}for {4}\S|^ {2}\d+ needs? of this place/.test(line)),
        ["test: 1 missing", "", place, `  ${what}`, `    mend   ${mend}`],
      );
      assert.equal(lines.filter((line) => line.startsWith("    for    ")).length, 1);
      assert.equal(status, 1);
    });
  }
});
