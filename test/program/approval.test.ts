import assert from "node:assert/strict";

import { followApproval } from "../../simulator/stories/approval";
import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import type { Story } from "../../simulator/rehearse/stories";
import { rehearsed } from "../support/rehearsed";
import { AWS } from "../support/types";

async function storyOf(graph: Graph, version?: string): Promise<Story> {
  const story = await followApproval(graph, version);
  assert.ok(story);
  return story;
}

describe("an approval in the rehearsed program", () => {
  it("starts exactly one run of the Model Deploy pipeline, with the approved version", async () => {
    const { graph } = await rehearsed("full");
    const pipeline = graph.resources.find(({ inputs }) => inputs.name === "Model Deploy");
    const { lines } = await storyOf(graph);
    const shown = lines.map((line) => line.trim().split(/ {2,}/));
    assert.deepEqual(shown.slice(0, 5), [
      ["approved", "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/7"],
      ["rule", "mlops-fraud-automation-model-approved"],
      ["queue", "mlops-fraud-automation-model-approved"],
      ["function", "mlops-fraud-automation-start-model-deploy"],
      ["request", `POST /contoso-ml/fraud-ml/_apis/pipelines/${pipeline?.id}/runs?api-version=7.1`],
    ]);
    assert.deepEqual(JSON.parse(shown[5]?.[0] ?? ""), {
      resources: { repositories: { self: { refName: "refs/heads/main" } } },
      templateParameters: {
        modelPackageArn: "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/7",
        modelPackageGroup: "fraud-churn",
        modelPackageVersion: "7",
        startedBy: "approval",
      },
    });
  });

  it("is that of a version that is named, if it is one of the first model", async () => {
    const { graph } = await rehearsed("full");
    const version = "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/1";
    const { lines } = await storyOf(graph, version);
    assert.match(lines.join("\n"), /"modelPackageVersion":"1"/);
    const other = version.replace("fraud-churn", "fraud-payments");
    await assert.rejects(followApproval(graph, other), {
      message: `version ${other} is none of group arn:aws:sagemaker:eu-west-1:200000000002:model-package-group/fraud-churn, whose approval is followed`,
    });
  });

  it("has nothing to show in the organization stack", async () => {
    assert.equal(await followApproval((await rehearsed("organization")).graph), undefined);
  });

  it("fails when no rule matches", async () => {
    const { graph } = await rehearsed("full");
    const broken = changed(graph, AWS.cloudwatch.EventRule, { eventPattern: '{"source":["aws.s3"]}' });
    await assert.rejects(followApproval(broken), /the stack has no rule that matches the event/);
  });

  it("fails when the rule lets unapproved versions through", async () => {
    const { graph } = await rehearsed("full");
    const broken = changed(graph, AWS.cloudwatch.EventRule, { eventPattern: '{"source":["aws.sagemaker"]}' });
    await assert.rejects(followApproval(broken), /lets a version through that is waiting for approval/);
  });

  it("fails when nothing takes events from the queue", async () => {
    const { graph } = await rehearsed("full");
    const broken = changed(graph, AWS.lambda.EventSourceMapping, {
      eventSourceArn: "arn:none",
    });
    await assert.rejects(followApproval(broken), /the stack has no consumer of queue approval-queue/);
  });

  it("fails when the function starts a pipeline that does not exist", async () => {
    const { graph } = await rehearsed("full");
    const resources = graph.resources.map((resource) => {
      const { variables } = (resource.inputs.environment ?? {}) as { variables?: Record<string, string> };
      return variables?.AZURE_DEVOPS_PIPELINE_ID === undefined
        ? resource
        : {
            ...resource,
            inputs: {
              ...resource.inputs,
              environment: { variables: { ...variables, AZURE_DEVOPS_PIPELINE_ID: "1" } },
            },
          };
    });
    const broken = { ...graph, resources };
    await assert.rejects(followApproval(broken), /the stack has no pipeline with id 1/);
  });
});

function changed(graph: Graph, type: string, inputs: GraphResource["inputs"]): Graph {
  return {
    ...graph,
    resources: graph.resources.map((resource) =>
      resource.type === type ? { ...resource, inputs: { ...resource.inputs, ...inputs } } : resource,
    ),
  };
}
