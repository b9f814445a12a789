import assert from "node:assert/strict";
import { parseMessage } from "../../../functions/announce-approvals/message";
import { CHECK, EXECUTION, executionEvent, versionArn, versionEvent } from "./support";

describe("messages of the queue", () => {
  it("are about a version", () => {
    assert.deepEqual(parseMessage(JSON.stringify(versionEvent("fraud-churn", 7))), {
      kind: "version",
      arn: versionArn("fraud-churn", 7),
    });
  });

  it("are about an execution and the time when it ended, or that of the event", () => {
    assert.deepEqual(parseMessage(JSON.stringify(executionEvent({ executionEndTime: 1_767_225_600_000 }))), {
      kind: "execution",
      arn: EXECUTION,
      endedAt: "1767225600000",
    });
    assert.deepEqual(parseMessage(JSON.stringify(executionEvent({}))), {
      kind: "execution",
      arn: EXECUTION,
      endedAt: "2026-01-15T09:30:00Z",
    });
  });

  it("ask for a check", () => {
    assert.deepEqual(parseMessage(JSON.stringify(CHECK)), { kind: "check" });
  });

  const version = versionEvent("fraud-churn", 7);
  const refused: Readonly<Record<string, unknown>> = {
    "another source": { ...version, source: "custom" },
    "another kind of event": { ...version, "detail-type": "SageMaker Endpoint State Change" },
    "a package without a version": {
      ...version,
      detail: { ModelPackageArn: versionArn("fraud-churn", 7).replace("/7", "") },
    },
    "an execution with the keys of packages": executionEvent({
      pipelineExecutionArn: undefined,
      PipelineExecutionArn: EXECUTION,
    }),
    "a pipeline that is no execution": executionEvent({
      pipelineExecutionArn: EXECUTION.split("/execution")[0],
    }),
    "a check of somebody else": { ...CHECK, source: "aws.scheduler" },
    nothing: null,
  };
  for (const [what, event] of Object.entries(refused)) {
    it(`are refused: ${what}`, () => {
      assert.throws(() => parseMessage(JSON.stringify(event)), {
        name: "FinalError",
        message: /^the message is of no known kind: /,
      });
    });
  }

  it("are refused when they are no JSON", () => {
    assert.throws(() => parseMessage("{"), {
      name: "FinalError",
      message: "the message is not JSON; expected an EventBridge event",
    });
  });
});
