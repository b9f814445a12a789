import assert from "node:assert/strict";

import { followBuild } from "../../simulator/stories/model-build/follow-build";
import type { RecordedCall } from "../../simulator/aws/sagemaker/dispatch";
import { one, rehearsed } from "../support/rehearsed";
import { AWS } from "../support/types";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === "string" ? [value] : value;

/** Whether a pattern of IAM, in which `*` is any text, covers a name. */
function covers(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}

/** What a call asks for, in the words of IAM: an action and the ARN of a resource. */
function requested({ service, operation, input }: RecordedCall): readonly [action: string, resource: string] {
  const {
    Bucket,
    Key,
    Name,
    ModelPackageName,
    ModelPackageGroupName,
    PipelineExecutionArn,
    PipelineName,
    ResourceArn,
  } = input as Readonly<Record<string, string>>;
  const at = (kind: string): string => `arn:aws:${kind.replace("/", ":eu-west-1:200000000002:")}`;
  const resource =
    PipelineExecutionArn ??
    ResourceArn ??
    ModelPackageName ??
    (Bucket && `arn:aws:s3:::${Bucket}/${Key ?? ""}`) ??
    (Name && at(`ssm/parameter${Name}`)) ??
    (PipelineName && at(`sagemaker/pipeline/${PipelineName}`)) ??
    at(`sagemaker/model-package-group/${ModelPackageGroupName ?? ""}`);
  return [`${service}:${operation}`, resource];
}

describe("what the tools of a Model Build pipeline ask of AWS", () => {
  it("is what the role of its connection may do", async () => {
    const rehearsal = await rehearsed("full");
    const story = await followBuild(rehearsal);
    assert.ok(story);
    const { inputs } = one(rehearsal.graph.resources, AWS.iam.RolePolicy, "automation-model-build-policy");
    const { Statement: statements } = JSON.parse(inputs.policy as string) as {
      readonly Statement: readonly Statement[];
    };
    // Everybody may ask who they are.
    const asked = story.calls.filter(({ operation }) => operation !== "GetCallerIdentity").map(requested);
    const denied = asked.filter(
      ([action, resource]) =>
        !statements.some(
          ({ Effect, Action, Resource }) =>
            Effect === "Allow" &&
            listOf(Action).some((pattern) => covers(pattern, action)) &&
            listOf(Resource).some((pattern) => covers(pattern, resource)),
        ),
    );
    assert.deepEqual(denied, []);
    assert.deepEqual([...new Set(asked.map(([action]) => action))].sort(), [
      "s3:GetObject",
      "s3:PutObject",
      "sagemaker:CreatePipeline",
      "sagemaker:DescribeModelPackage",
      "sagemaker:DescribePipeline",
      "sagemaker:DescribePipelineDefinitionForExecution",
      "sagemaker:DescribePipelineExecution",
      "sagemaker:ListModelPackages",
      "sagemaker:ListPipelineExecutionSteps",
      "sagemaker:ListPipelineExecutions",
      "sagemaker:StartPipelineExecution",
      "ssm:GetParameter",
    ]);
  });
});
