import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { PARAMETERS, PARAMETER_VALUE } from "../../pipeline/parameters";

describe("values of parameters", () => {
  it("are given by twelve names", () => {
    assert.deepEqual(PARAMETERS, [
      "InputDataUri",
      "ChampionModelUri",
      "ChampionVersion",
      "GitCommit",
      "Repository",
      "BuildId",
      "BuildUrl",
      "RequestedBy",
      "Reason",
      "FeedbackWindow",
      "SkipBaselineCheck",
      "RegisterNewBaseline",
    ]);
  });

  for (const value of [
    "s3://data/curated/applications/",
    "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-mortgage/7",
    "https://dev.azure.com/example/ml/_apis/build/builds/17",
    "Ada Lovelace <ada+ml@example.com>".replace(/[<>]/g, ""),
    "x".repeat(256),
  ]) {
    it(`may be ${value.slice(0, 40)}`, () => {
      assert.match(value, PARAMETER_VALUE);
    });
  }

  for (const value of [
    '"}',
    "a\\b",
    "a\nb",
    "a\n",
    "Lovelace, Ada",
    "results?buildId=17",
    "",
    "x".repeat(257),
  ]) {
    it(`may not be ${JSON.stringify(value).slice(0, 40)}, which breaks JSON or is refused as metadata`, () => {
      assert.doesNotMatch(value, PARAMETER_VALUE);
    });
  }
});
