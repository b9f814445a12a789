import assert from "node:assert/strict";

import { nodesOverZones } from "../../settings/search-checks";
import { parseSettings } from "../../settings/load";
import { landingZone, problemsIn, withValue } from "./samples";

const raw = (openSearch: unknown, network: object = {}): unknown => ({ openSearch, network });

describe("nodes of OpenSearch and Availability Zones", () => {
  const accepted: readonly (readonly [what: string, raw: unknown])[] = [
    ["no OpenSearch", raw(undefined, { availabilityZones: 2 })],
    ["the defaults", raw({})],
    ["one node", raw({ nodes: 1 })],
    ["two nodes in two zones", raw({ nodes: 2 }, { availabilityZones: 2 })],
    ["six nodes in three zones", raw({ nodes: 6 })],
    ["what the schema refuses already", raw({ nodes: "three" })],
    ["zones that the schema refuses already", raw({ nodes: 3 }, { availabilityZones: 0 })],
  ];
  for (const [what, settings] of accepted) {
    it(`go together: ${what}`, () => {
      assert.deepEqual(nodesOverZones(settings), []);
    });
  }

  const refused: readonly (readonly [what: string, raw: unknown, zones: number, say: number])[] = [
    ["four nodes in three zones", raw({ nodes: 4 }), 3, 3],
    ["two nodes in three zones", raw({ nodes: 2 }), 3, 3],
    ["five nodes in two zones", raw({ nodes: 5 }, { availabilityZones: 2 }), 2, 6],
    ["three nodes by default in two zones", raw({}, { availabilityZones: 2 }), 2, 4],
  ];
  for (const [what, settings, zones, say] of refused) {
    it(`do not go together: ${what}`, () => {
      const [found, ...others] = nodesOverZones(settings);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [found?.key, found?.allowed, found?.fix],
        [
          "mlops:openSearch.nodes",
          `1, or a multiple of network.availabilityZones (${zones})`,
          `say ${say}, or 1 for a trial`,
        ],
      );
    });
  }

  it("are checked with the other settings", () => {
    const settings = withValue(landingZone(), "openSearch", { nodes: 4 });
    assert.throws(() => parseSettings("prod", settings));
    assert.deepEqual(
      problemsIn(settings).map(({ key }) => key),
      ["mlops:openSearch.nodes"],
    );
  });
});
