import assert from "node:assert/strict";

import { placedSteps } from "../../../../simulator/aws/sagemaker/definition";
import { parseDefinition } from "../../../../simulator/aws/sagemaker/parse-definition";
import { dependenciesOf } from "../../../../simulator/aws/sagemaker/references";
import { DEFINITION, definitionWith } from "./sample";

type Changed = typeof DEFINITION;
/** Steps as plain objects, to write what the type does not allow. */
const loose = (value: unknown): Record<string, unknown> => value as Record<string, unknown>;
const gate = ({ Steps }: Changed): { IfSteps: unknown[]; ElseSteps: unknown[] } =>
  Steps[3]?.Arguments as unknown as { IfSteps: unknown[]; ElseSteps: unknown[] };

describe("a pipeline's definition", () => {
  it("tells the order of its steps", () => {
    const placed = placedSteps(parseDefinition(DEFINITION));
    assert.deepEqual(
      placed.map((item) => [item.step.Name, dependenciesOf(item), item.branch ?? null]),
      [
        ["Prepare", [], null],
        ["Train", ["Prepare"], null],
        ["Evaluate", ["Train"], null],
        ["Gate", ["Evaluate"], null],
        ["CreateModel", ["Train", "Gate"], { of: "Gate", outcome: true }],
        ["DataQuality", ["Gate"], { of: "Gate", outcome: true }],
        ["Register", ["CreateModel", "Train", "DataQuality", "Gate"], { of: "Gate", outcome: true }],
        ["Refuse", ["Evaluate", "Gate"], { of: "Gate", outcome: false }],
      ],
    );
  });

  const refused: Readonly<Record<string, readonly [(definition: Changed) => void, string | RegExp]>> = {
    "another version": [
      (definition) => (definition.Version = "2021"),
      'Version: Invalid input: expected "2020-12-01"',
    ],
    "a key that the schema does not know": [
      ({ Steps }) => (loose(Steps[0]).Retries = 3),
      'Steps.0: Unrecognized key: "Retries"',
    ],
    "a step of an unknown type": [({ Steps }) => (loose(Steps[0]).Type = "Magic"), /^Steps\.0\.Type: /],
    "a condition in a branch": [
      (definition) => gate(definition).IfSteps.push({ Name: "Inner", Type: "Condition" }),
      /^Steps\.3\.Arguments\.IfSteps\.3\.Type: /,
    ],
    "a name used twice": [
      ({ Steps }) => (loose(Steps[1]).Name = "Prepare"),
      /^two steps are named Prepare; /,
    ],
    "a parameter used twice": [
      ({ Parameters }) => Parameters.push({ Name: "Input", Type: "String" }),
      "two parameters are named Input",
    ],
    "a parameter that does not exist": [
      ({ Steps }) => (loose(Steps[0]?.Arguments).RoleArn = { Get: "Parameters.Role" }),
      "step Prepare: Parameters.Role does not exist",
    ],
    "a step that does not exist": [
      ({ Steps }) => (loose(Steps[0]?.Arguments).RoleArn = { Get: "Steps.Other.RoleArn" }),
      "step Prepare: Steps.Other.RoleArn does not exist",
    ],
    "a variable that no execution has": [
      ({ Steps }) => (loose(Steps[0]?.Arguments).RoleArn = { Get: "Execution.Owner" }),
      "step Prepare: Execution.Owner does not exist",
    ],
    "a reference that cannot be read": [
      ({ Steps }) => (loose(Steps[0]?.Arguments).RoleArn = { Get: "Role" }),
      'step Prepare: "Role" is no reference: use Parameters.NAME, Steps.NAME.PATH or Execution.NAME',
    ],
    "a dependency that does not exist": [
      ({ Steps }) => (loose(Steps[0]).DependsOn = ["Other"]),
      "step Prepare depends on step Other, which does not exist",
    ],
    "a property file that does not exist": [
      ({ Steps }) => (loose(Steps[2]).PropertyFiles = []),
      /^(step (Gate|Refuse): Steps\.Evaluate\.PropertyFiles\.Report does not exist(; )?){3}$/,
    ],
    "a property file of no output": [
      ({ Steps }) =>
        (loose(Steps[2]).PropertyFiles = [
          { PropertyFileName: "Report", OutputName: "other", FilePath: "evaluation.json" },
        ]),
      "step Evaluate: property file Report is of output other, which does not exist",
    ],
    "a step that waits for one in a branch": [
      ({ Steps }) => (loose(Steps[0]).DependsOn = ["CreateModel"]),
      "step Prepare waits for CreateModel, which is in a branch of Gate",
    ],
    "a step that waits for one in the other branch": [
      (definition) => (loose(gate(definition).ElseSteps[0]).DependsOn = ["CreateModel"]),
      "step Refuse waits for CreateModel, which is in a branch of Gate",
    ],
    "a circle": [
      ({ Steps }) => (loose(Steps[0]).DependsOn = ["Train"]),
      "steps wait for each other: Prepare, Train, Evaluate, Gate, CreateModel, DataQuality, Register, Refuse",
    ],
  };
  for (const [what, [change, problem]] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      const prefix = "the pipeline's definition cannot be played: ";
      assert.throws(
        () => parseDefinition(definitionWith(change)),
        ({ message }: Error) => {
          assert.ok(message.startsWith(prefix), message);
          const reason = message.slice(prefix.length);
          if (typeof problem === "string") assert.equal(reason, problem);
          else assert.match(reason, problem);
          return true;
        },
      );
    });
  }
});
