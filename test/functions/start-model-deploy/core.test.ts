import assert from "node:assert/strict";
import { startModelDeploy, type Dependencies } from "../../../functions/start-model-deploy/core";
import { FinalError } from "../../../functions/shared/azure-devops/errors";
import { arn, modelPackageEvent } from "./support";

describe("startModelDeploy", () => {
  /** Dependencies of which the test says what is different; each call is noted. */
  function dependenciesWith(changes: Partial<Dependencies>): { dependencies: Dependencies; calls: string[] } {
    const calls: string[] = [];
    const dependencies: Dependencies = {
      describeModelPackage: (given) => {
        calls.push(`describe ${given}`);
        return Promise.resolve({
          arn: given,
          group: "churn",
          version: 7,
          approvalStatus: "Approved",
          status: "Completed",
        });
      },
      newerVersion: ({ version }) => {
        calls.push(`newer than ${version}`);
        return Promise.resolve(undefined);
      },
      claim: async (key, work) => {
        calls.push(`claim ${key}`);
        return { result: await work(), first: true };
      },
      startRun: ({ modelPackageVersion }) => {
        calls.push(`start ${modelPackageVersion}`);
        return Promise.resolve({ id: 1, url: "https://example.com/1" });
      },
      log: (message) => {
        calls.push(`log ${message}`);
      },
      ...changes,
    };
    return { dependencies, calls };
  }

  const body = JSON.stringify(modelPackageEvent(7));

  it("reads the registry, claims the package, starts the run, in this order", async () => {
    const { dependencies, calls } = dependenciesWith({});
    assert.equal(await startModelDeploy(body, dependencies), "started");
    assert.deepEqual(calls, [
      `describe ${arn(7)}`,
      "newer than 7",
      `claim ${arn(7)}`,
      "start 7",
      "log deployment run started",
    ]);
  });

  it("starts nothing when the package has been claimed", async () => {
    const { dependencies, calls } = dependenciesWith({
      claim: () => Promise.resolve({ result: { runId: 1 } as never, first: false }),
    });
    assert.equal(await startModelDeploy(body, dependencies), "duplicate");
    assert.deepEqual(calls, [
      `describe ${arn(7)}`,
      "newer than 7",
      "log duplicate: the deployment run had been started before",
    ]);
  });

  it("claims and starts nothing when a newer version has taken the package's place", async () => {
    const { dependencies, calls } = dependenciesWith({ newerVersion: () => Promise.resolve(9) });
    assert.equal(await startModelDeploy(body, dependencies), "superseded");
    assert.deepEqual(calls, [
      `describe ${arn(7)}`,
      "log superseded: a newer version of the group is approved",
    ]);
  });

  it("starts nothing when it is not known whether the package is the newest", async () => {
    const { dependencies, calls } = dependenciesWith({
      newerVersion: () => Promise.reject(new Error("throttled")),
    });
    await assert.rejects(startModelDeploy(body, dependencies), { message: "throttled" });
    assert.deepEqual(calls, [`describe ${arn(7)}`]);
  });

  it("fails when the run cannot be started", async () => {
    const refused = new FinalError("azure-devops-refused", "refused");
    const { dependencies } = dependenciesWith({ startRun: () => Promise.reject(refused) });
    await assert.rejects(startModelDeploy(body, dependencies), refused);
  });

  it("takes an event of another AWS partition", async () => {
    const { dependencies } = dependenciesWith({});
    const china = "arn:aws-cn:sagemaker:cn-north-1:111122223333:model-package/churn/7";
    const event = { ...modelPackageEvent(7), detail: { ModelPackageArn: china } };
    assert.equal(await startModelDeploy(JSON.stringify(event), dependencies), "started");
  });

  const event = modelPackageEvent(7);
  const refused: Record<string, { text: string; problem: RegExp }> = {
    "text that is no JSON": {
      text: "hello",
      problem: /^the message is not JSON; expected an EventBridge event$/,
    },
    "another source": {
      text: JSON.stringify({ ...event, source: "my.source" }),
      problem: /^the message is not a model package event: source: /,
    },
    "another kind of event": {
      text: JSON.stringify({ ...event, "detail-type": "SageMaker Endpoint State Change" }),
      problem: /^the message is not a model package event: detail-type: /,
    },
    "no detail": { text: JSON.stringify({ ...event, detail: undefined }), problem: /event: detail: / },
    "an unversioned package": {
      text: JSON.stringify({
        ...event,
        detail: { ModelPackageArn: "arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn" },
      }),
      problem: /event: detail\.ModelPackageArn: expected the ARN of a version in a model package group$/,
    },
    "an ARN of another resource": {
      text: JSON.stringify({
        ...event,
        detail: { ModelPackageArn: "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn/7" },
      }),
      problem: /event: detail\.ModelPackageArn: /,
    },
    null: { text: "null", problem: /^the message is not a model package event: / },
  };
  for (const [title, { text, problem }] of Object.entries(refused)) {
    it(`refuses ${title} before it calls anything`, async () => {
      const { dependencies, calls } = dependenciesWith({});
      await assert.rejects(
        startModelDeploy(text, dependencies),
        (error) => error instanceof FinalError && problem.test(error.message),
      );
      assert.deepEqual(calls, []);
    });
  }
});
