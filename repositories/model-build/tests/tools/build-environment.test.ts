import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { readBuildEnvironment } from "../../tools/build-environment";
import { VARIABLES } from "./sample-build";

describe("variables of the build", () => {
  it("are read", () => {
    assert.deepEqual(readBuildEnvironment(VARIABLES), {
      model: "mortgage",
      region: "eu-west-1",
      account: "222222222222",
      contractName: "/mlops/credit/automation/build/mortgage",
      buildId: "417",
      buildUrl: "https://dev.azure.com/contoso/Credit%20ML/_build/results?buildId=417",
      buildApiUrl: "https://dev.azure.com/contoso/Credit%20ML/_apis/build/builds/417",
      commit: "9fceb02d0ae598e95dc970b74767f19372d61af8",
      repository: "https://dev.azure.com/contoso/Credit%20ML/_git/model-build-mortgage",
      retraining: { reason: "none", window: "none" },
      requestedFor: "Zoë Müller (IT)",
      temporaryFolder: "/agent/temp",
      stagingFolder: "/agent/staging",
    });
  });

  it("fails and names every one that is missing or wrong", () => {
    const { MODEL, ...others } = VARIABLES;
    assert.ok(MODEL);
    assert.throws(
      () =>
        readBuildEnvironment({
          ...others,
          AWS_ACCOUNT: "12",
          AWS_REGION: "Ireland",
          BUILD_SOURCEVERSION: "main",
        }),
      new Failure(
        [
          "the environment is not that of a Model Build pipeline:",
          "MODEL is missing",
          'AWS_REGION is "Ireland": it must be a region such as eu-west-1',
          'AWS_ACCOUNT is "12": it must be an account id of 12 digits',
          'BUILD_SOURCEVERSION is "main": it must be a commit id of 40 hexadecimal digits',
          "MODEL, AWS_REGION, AWS_ACCOUNT and BUILD_CONTRACT are variables of the pipeline's definition, which the landing zone sets; Azure Pipelines sets the others",
        ].join("\n"),
        2,
      ),
    );
  });

  it("fails without any variable", () => {
    assert.throws(
      () => readBuildEnvironment({}),
      ({ message }: Failure) =>
        message.split("\n").filter((line) => line.endsWith(" is missing")).length === 12,
    );
  });
});
