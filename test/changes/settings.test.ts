import assert from "node:assert/strict";

import { readSample } from "../support/rehearsed";
import { differences } from "./differences";
import type { Difference } from "./differences";
import { tryChange, VARIATIONS } from "./run";
import { registered } from "./registered";
import { settingsOf } from "./settings-of";
import type { Variation } from "./variation";
import { harm } from "./verdict";

const SAMPLES = { organization: "organization", "landing-zone": "full" } as const;

const find = (setting: string, what?: string): Variation =>
  VARIATIONS["landing-zone"].find(({ keys, what: said }) => keys.includes(setting) && said === what) ??
  assert.fail(`no change of ${setting}: ${what ?? ""}`);

const inFull = async (variation: Variation): Promise<readonly Difference[]> =>
  (await tryChange(readSample("full"), variation)).differences;

describe("changes of settings", () => {
  for (const kind of ["organization", "landing-zone"] as const) {
    it(`are tried for every setting of ${kind}, and for no other`, () => {
      const tried = new Set(VARIATIONS[kind].flatMap(({ keys }) => keys));
      assert.deepEqual([...tried].sort(), settingsOf(kind).sort());
    });
  }

  it("are none where nothing is changed", async () => {
    const settings = readSample(SAMPLES.organization);
    assert.deepEqual(differences(await registered(settings), await registered(settings)), []);
  });

  for (const variation of VARIATIONS.organization.filter(({ never }) => never === undefined)) {
    it(`of the organization lose nothing: ${variation.keys.join(", ")} ${variation.what ?? ""}`, async () => {
      const tried = await tryChange(readSample(SAMPLES.organization), variation);
      assert.deepEqual(harm(tried.differences), []);
    });
  }

  it("of the organization leave the deployer roles of a team alone when another comes", async () => {
    const another = VARIATIONS.organization.find(({ what }) => what === "add a team");
    const { differences: found } = await tryChange(
      readSample(SAMPLES.organization),
      another ?? assert.fail(),
    );
    assert.deepEqual([...new Set(found.map(({ kind }) => kind))], ["created"]);
  });

  for (const [setting, what] of [
    ["network.availabilityZones", "3 to 2"],
    ["network.availabilityZones", "2 to 3"],
    ["studio.idleMinutes", undefined],
  ] as const) {
    it(`leave the Studio domain alone: ${setting} ${what ?? ""}`, async () => {
      const found = await inFull(find(setting, what));
      assert.ok(found.some(({ type }) => type === "aws:sagemaker/userProfile:UserProfile"));
      assert.deepEqual(
        found.filter(({ type }) => type === "aws:sagemaker/domain:Domain"),
        [],
      );
      assert.deepEqual(harm(found), []);
    });
  }

  it("show that what lies in a network goes with it", async () => {
    const types = harm(await inFull(find("network.development"))).map(({ type }) => type);
    assert.deepEqual([...new Set(types)].sort(), [
      "aws:sagemaker/domain:Domain",
      "aws:sagemaker/space:Space",
    ]);
  });
});
