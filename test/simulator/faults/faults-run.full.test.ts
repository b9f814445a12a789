import assert from "node:assert/strict";

import { claimsInMoto } from "../../../simulator/faults/run/claims";
import type { Guard } from "../../../simulator/faults/run/play";
import { motoMissing } from "../../support/moto";
import { itUnless } from "../../support/unless";
import { played } from "./played-faults";

describe("a run with faults", () => {
  const broken: Record<Guard, RegExp> = {
    "claim of the run": /^runs \d+ and \d+.* acted on arn:\S+, one may$/,
    "status 200 alone": /^the approval of arn:\S+ is lost: no run acts, and there is no dead letter$/,
    "dead letters": /^the approval of arn:\S+ is lost: no run acts, and there is no dead letter$/,
    "look into the registry": /^run \d+ acted on arn:\S+, which was (not-approved|superseded)$/,
  };
  for (const [without, finding] of Object.entries(broken) as [Guard, RegExp][]) {
    it(`fails without this guard: ${without}`, async () => {
      // Enough versions that some lose their approval, or their place, while a run waits for its agent.
      const { findings } = await played({ without, packages: 200, events: 500 });
      assert.ok(
        findings.some((text) => finding.test(text)),
        `findings: ${findings.join("\n")}`,
      );
    });
  }

  itUnless(motoMissing(), "holds with the claims in DynamoDB of a moto server", async () => {
    assert.deepEqual((await played({ events: 120, packages: 40 }, claimsInMoto)).findings, []);
  });
});
