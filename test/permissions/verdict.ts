import assert from "node:assert/strict";

import { decideAll } from "../../permissions/check";
import type { WorldGraphs } from "../../permissions/graph/world";
import { casesOf } from "../../permissions/simulation/cases";
import type { Verdict } from "../../permissions/simulation/decide";
import type { Row } from "../../permissions/table";
import { smallWorld } from "./small-world";

export const OBJECT = "object:data/raw.csv@automation";

/** The verdict on one action, whatever the table says. */
export async function verdict(
  who: string,
  action: string,
  on: string,
  more: Partial<Row> = {},
  change: Partial<WorldGraphs> = {},
): Promise<Verdict> {
  const world = smallWorld(change);
  const cases = casesOf(world, [
    { file: "test", who: [who], may: [{ do: [action], on: [on], ...more }], mayNot: [] },
  ]);
  const [result] = await decideAll(cases);
  assert.ok(result);
  return result.verdict;
}
