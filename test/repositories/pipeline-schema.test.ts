import assert from "node:assert/strict";

import { PIPELINE_FILES, pipelineText } from "./pipeline-files";
import { problemsOf, schemaMissing } from "./pipeline-schema";

describe("the schema of Azure Pipelines", () => {
  before(function () {
    const missing = schemaMissing();
    if (missing !== undefined) {
      console.log(`      skipped: ${missing}`);
      this.skip();
    }
  });

  for (const [repository, path] of PIPELINE_FILES) {
    it(`accepts ${path} of ${repository}`, async () => {
      assert.deepEqual(await problemsOf(pipelineText(repository, path)), []);
    });
  }

  const faults: Record<string, readonly [from: string, to: string, problem: RegExp]> = {
    "a misspelt environment": [
      "        environment:",
      "        enviroment:",
      /Unexpected property enviroment/,
    ],
    "an input that a task has not": [
      "awsCredentials:",
      "awsCredential:",
      /Unexpected property awsCredential$/,
    ],
    "a task that does not exist": ["AWSShellScript@1", "AWSShellScript@9", /does not match|not accepted/],
    "a strategy that does not exist": ["runOnce:", "runTwice:", /runTwice/],
    "a trigger without a list": ["  batch: true", "  batches: true", /Unexpected property batches/],
  };
  for (const [fault, [from, to, problem]] of Object.entries(faults)) {
    it(`finds ${fault}`, async () => {
      const text = pipelineText("model-build", "azure-pipelines.yml");
      assert.ok(text.includes(from));
      const problems = await problemsOf(text.replace(from, to));
      assert.match(problems.join("\n"), problem);
    });
  }
});
