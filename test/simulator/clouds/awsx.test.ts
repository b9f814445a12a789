import assert from "node:assert/strict";

import { components, nameAutomatically } from "../../../simulator/clouds";
import type { ComponentPlan, Properties } from "../../../simulator/clouds/types";
import { AWS } from "../../support/types";

function planOf(name: string, inputs: Properties): ComponentPlan {
  const plan = components["awsx:ecr:Repository"] ?? assert.fail("awsx has no repository");
  return plan(name, inputs);
}

function policyOf(...rules: readonly Properties[]): unknown {
  const input = planOf("images", { lifecyclePolicy: { rules } }).children.lifecyclePolicy?.inputs.policy;
  return input && "value" in input ? input.value : undefined;
}

describe("a repository of awsx", () => {
  it("has a repository and a life cycle, both with its name in lower case", () => {
    assert.deepEqual(planOf("Images", { name: "mlops/churn", region: "eu-west-1" }), {
      children: {
        repository: {
          type: AWS.ecr.Repository,
          name: "images",
          inputs: {
            name: { value: "mlops/churn", of: "name" },
            region: { value: "eu-west-1", of: "region" },
          },
        },
        lifecyclePolicy: {
          type: AWS.ecr.LifecyclePolicy,
          name: "images",
          inputs: {
            repository: { child: "repository", output: "name" },
            policy: {
              value: {
                rules: [
                  {
                    rulePriority: 1,
                    description: "remove untagged images",
                    selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1 },
                    action: { type: "expire" },
                  },
                ],
              },
              of: "lifecyclePolicy",
            },
            region: { value: "eu-west-1", of: "region" },
          },
        },
      },
      outputs: { url: { child: "repository", output: "repositoryUrl" } },
    });
  });

  it("has no life cycle where it is told to skip it", () => {
    assert.deepEqual(Object.keys(planOf("images", { lifecyclePolicy: { skip: true } }).children), [
      "repository",
    ]);
  });

  it("puts a rule for any image last", () => {
    assert.deepEqual(
      policyOf(
        { tagStatus: "any", maximumNumberOfImages: 3 },
        { tagStatus: "tagged", tagPrefixList: ["build-"], maximumAgeLimit: 7 },
      ),
      {
        rules: [
          {
            rulePriority: 1,
            selection: {
              tagStatus: "tagged",
              tagPrefixList: ["build-"],
              countType: "sinceImagePushed",
              countNumber: 7,
              countUnit: "days",
            },
            action: { type: "expire" },
          },
          {
            rulePriority: 2,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 3 },
            action: { type: "expire" },
          },
        ],
      },
    );
  });

  it("fails when a rule says too little, or two are for any image", () => {
    const any = { tagStatus: "any", maximumNumberOfImages: 1 };
    assert.throws(() => policyOf(any, any), /At most one \[selection: "any"\] rule/);
    assert.throws(
      () => policyOf({ tagStatus: "tagged", maximumAgeLimit: 1 }),
      /tagPrefixList cannot be empty/,
    );
    assert.throws(() => policyOf({ tagStatus: "untagged" }), /Either \[maximumNumberOfImages\]/);
  });
});

describe("a document that a resource is given as an object", () => {
  it("becomes text, keys sorted; text stays as it is", () => {
    const checked = (policy: unknown): unknown =>
      nameAutomatically({ urn: "urn:x", type: AWS.ecr.LifecyclePolicy, name: "images", inputs: { policy } })
        .policy;
    assert.equal(checked({ rules: [{ b: 1, a: { d: 2, c: 3 } }] }), '{"rules":[{"a":{"c":3,"d":2},"b":1}]}');
    assert.equal(checked('{ "b": 1, "a": 2 }'), '{ "b": 1, "a": 2 }');
  });
});
