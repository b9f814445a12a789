import assert from "node:assert/strict";

import { pipelineParameters, rulesMatching } from "../../../simulator/stories/approval-route";
import type { Graph, GraphResource } from "../../../simulator/rehearsal/graph";
import { AWS } from "../../support/types";

const rule = (name: string, inputs: GraphResource["inputs"]): GraphResource =>
  ({
    type: AWS.cloudwatch.EventRule,
    name,
    inputs,
    outputs: { name },
  }) as unknown as GraphResource;

describe("rulesMatching", () => {
  it("passes over rules with a schedule, which match no event", () => {
    const graph = {
      resources: [
        rule("every-day", { scheduleExpression: "rate(1 day)" }),
        rule("approved", { eventPattern: '{"source":["aws.sagemaker"]}' }),
        rule("uploads", { eventPattern: '{"source":["aws.s3"]}' }),
      ],
    } as unknown as Graph;
    assert.deepEqual(
      rulesMatching(graph, { source: "aws.sagemaker" }).map(({ name }) => name),
      ["approved"],
    );
  });
});

describe("pipelineParameters", () => {
  it("reads names, defaults and values, all as texts", () => {
    const yaml = `
parameters:
  - name: version
    type: string
  - name: startedBy
    type: string
    default: person
    values: [person, approval]
  - name: tries
    type: number
    default: 3
    values: [3, 5]
  - name: quick
    type: boolean
    default: false
`;
    assert.deepEqual(pipelineParameters(yaml), [
      { name: "version" },
      { name: "startedBy", default: "person", values: ["person", "approval"] },
      { name: "tries", default: "3", values: ["3", "5"] },
      { name: "quick", default: "false" },
    ]);
  });

  it("finds none in a pipeline without parameters", () => {
    assert.deepEqual(pipelineParameters("trigger: none"), []);
  });
});
