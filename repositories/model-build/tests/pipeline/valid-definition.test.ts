import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { InvalidInput } from "../../../shared/problems";
import { pipelineDefinition } from "../../pipeline/definition";
import { validDefinition } from "../../pipeline/valid-definition";
import { inputs } from "./fixtures";

describe("a valid definition", () => {
  it("is what is generated", () => {
    assert.deepEqual(validDefinition(inputs()), pipelineDefinition(inputs()));
  });

  it("fails with what the validator finds, before anything is uploaded", () => {
    const { contract, ...rest } = inputs();
    assert.throws(
      () => validDefinition({ ...rest, contract: { ...contract, subnetIds: [] } }),
      (error) => {
        assert.ok(error instanceof InvalidInput);
        assert.match(error.message, /^the definition of the SageMaker pipeline cannot be used:\n- /);
        assert.ok(
          error.problems.some((problem) => problem.includes("Preprocess")),
          error.message,
        );
        return true;
      },
    );
  });
});
