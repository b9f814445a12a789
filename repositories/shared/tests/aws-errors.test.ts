import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";

import { DescribePipelineCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";

import { clientOptions } from "../aws-clients";
import { asFailure, isNotFound } from "../aws-errors";
import { Failure } from "../failure";
import { InvalidInput } from "../problems";
import { awsError, FakeAws } from "./fake-aws";

function error(name: string, message = "details", code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) });
}

describe("errors of AWS", () => {
  it("become messages that say what to do", () => {
    for (const [raised, exitCode, message] of [
      [
        error("ExpiredTokenException"),
        3,
        "the AWS credentials of this task have expired: run the failed job again; it goes on with what is there",
      ],
      [
        error("ExpiredToken"),
        3,
        "the AWS credentials of this task have expired: run the failed job again; it goes on with what is there",
      ],
      [
        error("UnrecognizedClientException", "The security token is invalid."),
        3,
        "AWS does not take the credentials of this task (UnrecognizedClientException: The security token is invalid.): run it as AWSShellScript with the service connection of the pipeline",
      ],
      [
        error("AccessDeniedException", "not authorized to perform: sagemaker:CreatePipeline"),
        1,
        "AWS denies a call (AccessDeniedException: not authorized to perform: sagemaker:CreatePipeline): ask the platform team which permission is missing",
      ],
      [
        error("ThrottlingException", "Rate exceeded"),
        1,
        "AWS takes no more calls for now (ThrottlingException: Rate exceeded): run the failed job again",
      ],
      [
        error("Error", "connect ECONNREFUSED", "ECONNREFUSED"),
        1,
        "AWS could not be reached (connect ECONNREFUSED): run the failed job again",
      ],
      [
        error("AggregateError", "", "ENOTFOUND"),
        1,
        "AWS could not be reached (ENOTFOUND): run the failed job again",
      ],
      [error("ResourceLimitExceeded", "100 executions"), 1, "ResourceLimitExceeded: 100 executions"],
      [
        new InvalidInput("config.yaml", ["threshold is 2"]),
        2,
        "config.yaml cannot be used:\n- threshold is 2",
      ],
      [new Failure("own", 2), 2, "own"],
      [new Error("bias in config.yaml"), 1, "bias in config.yaml"],
      ["text", 1, "text"],
    ] as const) {
      const { exitCode: code, message: text } = asFailure(raised);
      assert.deepEqual([code, text], [exitCode, message]);
    }
  });

  it("are told from what is not there", () => {
    assert.ok(isNotFound(error("ResourceNotFound")));
    assert.ok(isNotFound(error("ParameterNotFound")));
    assert.ok(isNotFound(error("ValidationException", "ModelPackageGroup credit-x does not exist.")));
    assert.ok(!isNotFound(error("ValidationException", "1 validation error detected")));
    assert.ok(!isNotFound(error("AccessDeniedException", "does not exist or access denied")));
    assert.ok(!isNotFound("text"));
  });
});

describe("clients of AWS", () => {
  it("use credentials and endpoint of the environment, and try throttled calls again", async () => {
    const aws = await FakeAws.start();
    try {
      aws.on(
        "DescribePipeline",
        awsError("ThrottlingException", "Rate exceeded"),
        awsError("ThrottlingException", "Rate exceeded"),
        { body: { PipelineName: "p" } },
      );
      const options = clientOptions(aws.environment, "eu-west-1", { requestMs: 30_000 });
      const sagemaker = new SageMakerClient(options("SAGEMAKER"));
      const answer = await sagemaker.send(new DescribePipelineCommand({ PipelineName: "p" }));
      assert.equal(answer.PipelineName, "p");
      assert.equal(aws.calls.length, 3);
    } finally {
      await aws.close();
    }
  });

  it("fail if AWS does not answer in time", async () => {
    let calls = 0;
    const silent = createServer(() => (calls += 1));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    try {
      const environment = {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
        AWS_ACCESS_KEY_ID: "a",
        AWS_SECRET_ACCESS_KEY: "b",
      };
      const options = clientOptions(environment, "eu-west-1", { requestMs: 1_000, tries: 2 });
      const sagemaker = new SageMakerClient(options("SAGEMAKER"));
      const call = sagemaker.send(new DescribePipelineCommand({ PipelineName: "p" }), {
        abortSignal: AbortSignal.timeout(300_000),
      });
      await assert.rejects(call, (raised) => {
        assert.match(
          asFailure(raised).message,
          /^AWS could not be reached \(.*1000 ms.*\): run the failed job again$/,
        );
        return true;
      });
      assert.equal(calls, 2);
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });
});
