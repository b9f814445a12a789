import assert from "node:assert/strict";

import * as clouds from "../../simulator/clouds";
import { ProgramError } from "../../simulator/rehearsal/program";
import { rehearse } from "../../simulator/rehearsal/run";
import { readSample, rehearseWith, ROOT } from "../support/rehearsed";

describe("refused settings, in a program of their own,", () => {
  it("register nothing but the stack itself", async () => {
    let registered = 0;
    const settings = readSample("full");
    const broken = { ...settings, config: { ...settings.config, "mlops:profile": "prodution" } };
    const progress = (resources: number): void => {
      registered = resources;
    };
    await assert.rejects(
      rehearse({ program: ROOT, settings: broken, clouds, progress }),
      (error: unknown) => {
        assert.ok(error instanceof ProgramError);
        assert.match(error.message, /mlops:profile\n +given +"prodution"\n +allowed +trial or production/);
        return true;
      },
    );
    assert.ok(registered <= 1, `${registered} resources were registered`);
  });

  it("refuse a landing zone whose team the organization does not have", async () => {
    await assert.rejects(
      rehearseWith("full", {
        "mlops:accounts": JSON.stringify({ organizationStack: "organization/mlops/organization" }),
        "mlops:team": JSON.stringify({ name: "nobody", owner: "ada@example.com", costCenter: "CC-1" }),
      }),
      /has no development account for team nobody: add the team to its mlops:teams/,
    );
  });
});
