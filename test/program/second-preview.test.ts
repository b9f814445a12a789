import assert from "node:assert/strict";

import * as clouds from "../../simulator/clouds";
import { READ_BACK } from "../../simulator/clouds/read-back";
import { secondPreview } from "../../simulator/rehearsal/second-preview";
import { rehearsed, type Sample } from "../support/rehearsed";

const SAMPLES: readonly Sample[] = ["full", "minimal", "organization", "trial"];

describe("a second preview, after a refresh", () => {
  for (const sample of SAMPLES) {
    it(`shows nothing for ${sample}`, async () => {
      assert.deepEqual(secondPreview((await rehearsed(sample)).resources, clouds), []);
    });
  }

  it("is tried with resources of every type whose cloud answers otherwise", async () => {
    const all = await Promise.all(SAMPLES.map((sample) => rehearsed(sample)));
    const types = new Set(all.flatMap(({ resources }) => resources.map(({ type }) => type)));
    assert.deepEqual(
      READ_BACK.filter(({ type }) => !types.has(type)),
      [],
    );
  });

  for (const { type, input, source } of READ_BACK) {
    it(`would show ${type} ${input} as changed, unless the resource ignores it`, () => {
      const asked = { [input]: "something else" };
      assert.ok(clouds.neverSettled(type, asked, []).includes(input));
      assert.ok(!clouds.neverSettled(type, asked, [input]).includes(input));
      assert.match(source, /\w/, "where this is to be seen");
    });
  }
});
