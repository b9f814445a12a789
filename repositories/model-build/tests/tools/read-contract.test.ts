import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { awsError, FakeAws } from "../../../shared/tests/fake-aws";
import type { Contract } from "../../pipeline/contract-schema";
import { awsClients } from "../../tools/clients";
import { readContract } from "../../tools/read-contract";
import CONTRACT from "../sample-contract.json";
import { BUILD } from "./sample-build";

describe("the build contract in SSM", () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await FakeAws.start();
  });
  afterEach(() => aws.close());

  const read = (): Promise<Contract> => readContract(awsClients(aws.environment, "eu-west-1").ssm, BUILD);
  const holds = (contract: object) => {
    aws.on("GetParameter", { body: { Parameter: { Value: JSON.stringify(contract) } } });
  };

  it("is read by its name", async () => {
    holds(CONTRACT);
    assert.deepEqual(await read(), CONTRACT);
    assert.deepEqual(aws.inputs("GetParameter"), [{ Name: "/mlops/credit/automation/build/mortgage" }]);
  });

  it("fails if it is another model's, account's or region's", async () => {
    holds({ ...CONTRACT, model: "churn", account: "999999999999", region: "us-east-1" });
    await assert.rejects(
      read(),
      new Failure(
        [
          "the build contract /mlops/credit/automation/build/mortgage is not for this pipeline:",
          "its model is churn, that of this pipeline mortgage",
          "its account is 999999999999, that of this pipeline 222222222222",
          "its region is us-east-1, that of this pipeline eu-west-1",
          "ask the platform team to set the pipeline's variables again",
        ].join("\n"),
        2,
      ),
    );
  });

  it("fails if there is none", async () => {
    aws.on("GetParameter", awsError("ParameterNotFound", ""));
    await assert.rejects(
      read(),
      new Failure(
        "account 222222222222 has no SSM parameter /mlops/credit/automation/build/mortgage in eu-west-1: ask the platform team to deploy the landing zone with this model",
        2,
      ),
    );
  });

  it("fails with every problem of what it says", async () => {
    holds({ ...CONTRACT, subnetIds: [], kmsKeyArn: "key" });
    await assert.rejects(read(), ({ name, message }: Error) => {
      assert.equal(name, "InvalidInput");
      assert.deepEqual(
        message.split("\n").map((line) => line.split(" ").slice(0, 2).join(" ")),
        ["the build", "- kmsKeyArn", "- subnetIds"],
      );
      return true;
    });
  });
});
