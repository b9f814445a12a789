import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { checkVendored } from "../../tools/vendored";

const file = (path: string) => ({ path, content: Buffer.from("") });

describe("packages that travel with the steps", () => {
  it("have to lie beside the steps where the framework needs them, in the version that is named", async () => {
    const lacking = async (...paths: string[]): Promise<unknown> => {
      try {
        await checkVendored("sklearn", paths.map(file));
        return undefined;
      } catch (error) {
        assert.ok(error instanceof Failure);
        return /^steps\/vendor lacks the wheels (\S+), which sklearn needs: run python -m pip download /.exec(
          error.message,
        )?.[1];
      }
    };
    const wheel = await lacking("train.py", "vendor/skops-0.1-py3-none-any.whl");
    assert.match(String(wheel), /^skops-[\d.]+-\*\.whl$/);
    assert.equal(
      await lacking("train.py", `vendor/${String(wheel).replace("*", "py3-none-any")}`),
      undefined,
    );
  });

  it("are asked of no other framework", async () => {
    await checkVendored("xgboost", [file("train.py")]);
  });
});
