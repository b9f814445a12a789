import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { definitionProblems } from "../../pipeline/validate";
import type { Draft } from "./definitions";
import { draft, processing, put, stepOf } from "./definitions";

const properties =
  "Containers, CreationTime, DeploymentRecommendation, EnableNetworkIsolation, ExecutionRoleArn, " +
  "InferenceExecutionConfig, ModelArn, ModelName, PrimaryContainer, VpcConfig";
const variables =
  "StartDateTime, CurrentDateTime, PipelineName, PipelineArn, PipelineExecutionId, PipelineExecutionArn, " +
  "TrainingJobName, ProcessingJobName";

/** An expression that goes into the description of the model in the branch, and the only problem that it makes. */
const EXPRESSIONS: readonly (readonly [string, unknown, string])[] = [
  ["a parameter", { Get: "Parameters.Dta" }, "uses parameter Dta, which is not defined"],
  ["a variable", { Get: "Execution.Id" }, `uses Execution.Id; executions have ${variables}`],
  ["a step", { Get: "Steps.Gone.ModelName" }, "refers to step Gone, which is not there"],
  ["a property", { Get: "Steps.Make.Name" }, `reads Name of step Make, but a Model step has ${properties}`],
  [
    "a property of a check",
    { Get: "Steps.Bias.CalculatedBaselineStatistics" },
    "reads CalculatedBaselineStatistics of step Bias, but a ClarifyCheck step has " +
      "BaselineUsedForDriftCheckConstraints, CalculatedBaselineConstraints",
  ],
  [
    "an output",
    { Get: "Steps.Prepare.ProcessingOutputConfig.Outputs['columns'].S3Output.S3Uri" },
    "reads output columns of step Prepare, which has rows",
  ],
  [
    "a property file",
    { "Std:JsonGet": { PropertyFile: { Get: "Steps.Prepare.PropertyFiles.Report" }, Path: "a" } },
    "reads property file Report of step Prepare, which has Facts",
  ],
  [
    "a property file of a step without any",
    { "Std:JsonGet": { PropertyFile: { Get: "Steps.Fit.PropertyFiles.Facts" }, Path: "a" } },
    "reads property file Facts of step Fit, which has none",
  ],
  [
    "a parameter inside of a Join",
    { "Std:Join": { On: "", Values: ["a", { "Std:Join": { On: "", Values: [{ Get: "Parameters.No" }] } }] } },
    "uses parameter No, which is not defined",
  ],
  [
    "a Get without kind",
    { Get: "Data" },
    '{"Get":"Data"} cannot be read: Get takes Parameters.<name>, Execution.<name> or Steps.<step>.<property>',
  ],
  [
    "a Get of a whole step",
    { Get: "Steps.Fit" },
    '{"Get":"Steps.Fit"} cannot be read: Get takes Parameters.<name>, Execution.<name> or Steps.<step>.<property>',
  ],
  [
    "a Get of part of a parameter",
    { Get: "Parameters.Data.x" },
    '{"Get":"Parameters.Data.x"} cannot be read: ' +
      "Get takes Parameters.<name>, Execution.<name> or Steps.<step>.<property>",
  ],
  [
    "a Join of a list",
    { "Std:Join": { On: "/", Values: [["a"]] } },
    '{"Std:Join":{"On":"/","Values":[["a"]]}} cannot be read: ' +
      "Std:Join takes the text On and a list Values of text, numbers, truth values and expressions",
  ],
  [
    "a JsonGet without path",
    { "Std:JsonGet": { PropertyFile: { Get: "Steps.Prepare.PropertyFiles.Facts" } } },
    '{"Std:JsonGet":{"PropertyFile":{"Get":"Steps.Prepare.PropertyFiles.Facts"}}} cannot be read: ' +
      "Std:JsonGet takes PropertyFile with Get Steps.<step>.PropertyFiles.<name>, and the text Path",
  ],
  [
    "a function that does not exist",
    { "Std:Split": "a" },
    '{"Std:Split":"a"} cannot be read: the functions are Get, Std:Join and Std:JsonGet',
  ],
];

describe("the check of references", () => {
  for (const [what, expression, problem] of EXPRESSIONS) {
    it(`finds ${what}: ${problem.slice(0, 60)}`, () => {
      const definition = draft();
      put(stepOf(definition, "Register"), "Arguments.ModelPackageDescription", expression);
      assert.deepEqual(definitionProblems(definition), [`step Register: ${problem}`]);
    });
  }

  it("finds a property of a step that has none", () => {
    const definition = draft();
    put(stepOf(definition, "Stop"), "Arguments.ErrorMessage", { Get: "Steps.Stop2.Message" });
    const { ElseSteps } = stepOf(definition, "Decide").Arguments as { ElseSteps: Draft[] };
    ElseSteps.push({ Name: "Stop2", Type: "Fail", Arguments: { ErrorMessage: "no" } });
    assert.deepEqual(definitionProblems(definition), [
      "step Stop: reads Message of step Stop2, but a Fail step has no properties",
      "step Stop: waits for step Stop2, which ends the execution",
    ]);
  });

  it("finds a property file that lies in no output", () => {
    const definition = draft();
    put(stepOf(definition, "Prepare"), "PropertyFiles", [
      { PropertyFileName: "Facts", OutputName: "facts", FilePath: "facts.json" },
    ]);
    assert.deepEqual(definitionProblems(definition), [
      "step Prepare: property file Facts lies in output facts, but the outputs are rows",
    ]);
  });
});

describe("the check of the order", () => {
  it("finds steps that wait for each other, by reference or by name", () => {
    const definition = draft();
    put(stepOf(definition, "Prepare"), "DependsOn", ["Fit"]);
    assert.deepEqual(definitionProblems(definition), [
      "steps wait for each other: Prepare -> Fit -> Prepare",
    ]);
  });

  it("finds a step that waits for itself", () => {
    const definition = draft();
    put(stepOf(definition, "Fit"), "DependsOn", ["Fit"]);
    assert.deepEqual(definitionProblems(definition), ["steps wait for each other: Fit -> Fit"]);
  });

  it("finds DependsOn that is no list, or names a step that is not there", () => {
    const definition = draft();
    put(stepOf(definition, "Fit"), "DependsOn", "Prepare");
    put(stepOf(definition, "Make"), "DependsOn", ["Gone"]);
    assert.deepEqual(definitionProblems(definition), [
      "step Fit: DependsOn must be a list of names of steps",
      "step Make: DependsOn names step Gone, which is not there",
    ]);
  });

  it("finds a step outside that waits for one in a branch", () => {
    const definition = draft();
    (definition.Steps as Draft[]).push(processing("After", { DependsOn: ["Make"] }));
    assert.deepEqual(definitionProblems(definition), [
      "step After: waits for step Make, which runs only in IfSteps of Decide; put both into the same branch",
    ]);
  });

  it("finds a step of one branch that waits for one of the other", () => {
    const definition = draft();
    put(stepOf(definition, "Stop"), "DependsOn", ["Make"]);
    assert.deepEqual(definitionProblems(definition), [
      "step Stop: waits for step Make, which runs only in IfSteps of Decide; put both into the same branch",
    ]);
  });

  it("lets a step outside wait for the condition, whichever branch runs", () => {
    const definition = draft();
    (definition.Steps as Draft[]).push(processing("After", { DependsOn: ["Decide"] }));
    assert.deepEqual(definitionProblems(definition), []);
  });

  it("finds a condition that waits for its own branch", () => {
    const definition = draft();
    put(stepOf(definition, "Decide"), "DependsOn", ["Make"]);
    assert.deepEqual(definitionProblems(definition), [
      "step Decide: waits for step Make, which runs only in IfSteps of Decide; put both into the same branch",
      "steps wait for each other: Decide -> Make -> Decide",
    ]);
  });

  it("finds a step that waits for a Fail step", () => {
    const definition = draft();
    const { ElseSteps } = stepOf(definition, "Decide").Arguments as { ElseSteps: Draft[] };
    ElseSteps.push(processing("Never", { DependsOn: ["Stop"] }));
    assert.deepEqual(definitionProblems(definition), [
      "step Never: waits for step Stop, which ends the execution",
    ]);
  });
});
