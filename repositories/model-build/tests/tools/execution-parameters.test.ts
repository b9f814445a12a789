import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { executionParameters, propertyValue } from "../../tools/execution-parameters";
import { BUILD, PACKAGE_ARN } from "./sample-build";

const INPUT = {
  build: BUILD,
  inputDataUri: "s3://data/curated/applications/",
  noChampionUri: "s3://artifacts/code/mortgage/0a1b/no-champion/",
  compareBaselines: false,
};

describe("parameters of an execution", () => {
  it("are those of the build", () => {
    assert.deepEqual(executionParameters(INPUT), {
      InputDataUri: "s3://data/curated/applications/",
      ChampionModelUri: "s3://artifacts/code/mortgage/0a1b/no-champion/",
      ChampionVersion: "none",
      GitCommit: "9fceb02d0ae598e95dc970b74767f19372d61af8",
      Repository: "https://dev.azure.com/contoso/Credit ML/_git/model-build-mortgage",
      BuildId: "417",
      BuildUrl: "https://dev.azure.com/contoso/Credit ML/_apis/build/builds/417",
      RequestedBy: "Zoe Muller _IT_",
      Reason: "none",
      FeedbackWindow: "none",
    });
  });

  it("name the champion, and that baselines are compared", () => {
    const { ChampionModelUri, ChampionVersion, SkipBaselineCheck } = executionParameters({
      ...INPUT,
      champion: { version: PACKAGE_ARN, modelUri: "s3://artifacts/runs/1/model.tar.gz" },
      compareBaselines: true,
    });
    assert.deepEqual(
      [ChampionModelUri, ChampionVersion, SkipBaselineCheck],
      ["s3://artifacts/runs/1/model.tar.gz", PACKAGE_ARN, "False"],
    );
  });

  it("say why the model is trained, and on which feedback, if somebody asked for it", () => {
    const retraining = { reason: "drift of income", window: "2026-01-30T06Z/2026-01-31T06Z" };
    const { Reason, FeedbackWindow } = executionParameters({ ...INPUT, build: { ...BUILD, retraining } });
    assert.deepEqual([Reason, FeedbackWindow], [retraining.reason, retraining.window]);
  });

  it("fail if a place has characters that SageMaker does not take: it would look elsewhere", () => {
    assert.throws(
      () => executionParameters({ ...INPUT, inputDataUri: "s3://data/a&b/", noChampionUri: "" }),
      new Failure(
        [
          "SageMaker does not take these values:",
          'InputDataUri is "s3://data/a&b/"',
          'ChampionModelUri is ""',
          "allowed are 1 to 256 letters, digits, spaces and characters of _.:/=+@-",
        ].join("\n"),
        2,
      ),
    );
  });

  it("are written with what SageMaker takes", () => {
    assert.equal(propertyValue('Doe, "Jane" <j@x.org>'), "Doe_ _Jane_ _j@x.org_");
    assert.equal(propertyValue("Łukasz Žák 李"), "_ukasz Zak _");
    assert.equal(propertyValue("100% sure"), "100_ sure");
    assert.equal(propertyValue("https://x/a%20b?c=1"), "https://x/a b_c=1");
    assert.equal(propertyValue("x".repeat(300)).length, 256);
  });
});
