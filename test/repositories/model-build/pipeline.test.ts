import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ENVIRONMENTS, PIPELINE_FILE, SERVICE_CONNECTIONS } from "../../../settings/azure-devops-names";
import { renderSeed } from "../../../assets/seeds/seed";
import { readSeedFile } from "../../../assets/seeds/seed-files";
import { ROOT, pipelineFile, scriptOf, stepsOf } from "../pipeline-files";
import { awsSteps, reach } from "../pipeline-reach";

/** The file as it is, with its comments. */
const readText = (): string => readFileSync(join(ROOT, "repositories/model-build", PIPELINE_FILE), "utf8");

describe("the Model Build pipeline", () => {
  const pipeline = pipelineFile("model-build");
  const [validate, monitor, build] = pipeline.stages;

  it("reaches AWS from main only, and nothing in pull requests", () => {
    assert.deepEqual(reach(pipeline), [
      ["validate", "validate", undefined, []],
      ["monitor", "monitor", "${{ parameters.environment }}", ["${{ parameters.serviceConnection }}"]],
      ["build", "build", "${{ parameters.environment }}", ["${{ parameters.serviceConnection }}"]],
    ]);
    for (const [stage, answer] of [
      [monitor, "monitor"],
      [build, "due"],
    ] as const) {
      assert.equal(stage?.dependsOn, "validate");
      assert.equal(
        stage.condition,
        "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'), " +
          `eq(dependencies.validate.outputs['validate.due.${answer}'], 'true'))`,
      );
    }
  });

  it("takes connection and environment as parameters that have one value each", () => {
    const parameters = pipeline.parameters as Record<string, unknown>[];
    assert.deepEqual(
      parameters.map(({ name, default: standard, values }) => [name, standard, values]),
      [
        ["serviceConnection", SERVICE_CONNECTIONS.modelBuild, [SERVICE_CONNECTIONS.modelBuild]],
        ["environment", ENVIRONMENTS.modelBuild, [ENVIRONMENTS.modelBuild]],
        ["reason", "none", undefined],
        ["window", "none", undefined],
        ["monitorUntil", "none", undefined],
        ["followRounds", [1, 2, 3, 4, 5, 6], undefined],
      ],
    );
  });

  it("hands free text to the scripts by the environment alone, where no macro is filled in", () => {
    const text = readText();
    assert.deepEqual(pipeline.variables, [
      { name: "RETRAINING_REASON", value: "${{ replace(parameters.reason, '$', '?') }}" },
      { name: "RETRAINING_WINDOW", value: "${{ replace(parameters.window, '$', '?') }}" },
      { name: "MONITOR_UNTIL", value: "${{ replace(parameters.monitorUntil, '$', '?') }}" },
    ]);
    for (const name of ["reason", "window", "monitorUntil"]) {
      assert.equal(text.split(`parameters.${name}`).length, 2, `parameters.${name} stands in one place`);
    }
    assert.doesNotMatch(text, /\$\{?\(?(RETRAINING_REASON|RETRAINING_WINDOW|MONITOR_UNTIL)/);
  });

  it("runs on merges to main and every night, of which config.yaml takes some", () => {
    assert.deepEqual(pipeline.trigger, { batch: true, branches: { include: ["main"] } });
    const [night, ...more] = pipeline.schedules as Record<string, unknown>[];
    assert.deepEqual(
      [night?.cron, night?.branches, night?.always],
      ["0 3 * * *", { include: ["main"] }, true],
    );
    assert.deepEqual(more, []);
    const due = stepsOf(pipeline).find(({ name }) => name === "due");
    assert.equal(due?.script, "npm run --silent pipeline -- due");
  });

  it("lints, checks types and definition, and tests tools and steps before anything else", () => {
    assert.deepEqual(
      validate?.jobs.flatMap(({ steps }) => steps.flatMap((step) => step.script ?? [])),
      [
        "npm ci",
        "npm run check",
        "npm test",
        "python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt",
        "ruff check . && ruff format --check .",
        "pytest",
        "npm run --silent pipeline -- due",
      ],
    );
  });

  it("updates, starts, follows and reports, and stops what a cancelled build has started", () => {
    const lines = awsSteps(pipeline).map((step) => {
      const [, identity, ...rest] = scriptOf(step).trim().split("\n");
      assert.equal(identity, 'bash ./shared/check-identity.sh "$AWS_ACCOUNT"');
      assert.equal(step.inputs?.regionName, "$(AWS_REGION)");
      return [step.condition, ...rest];
    });
    assert.deepEqual(lines, [
      [undefined, "npm run --silent pipeline -- monitor --minutes 50"],
      [
        undefined,
        'image="$(npm run --silent pipeline -- image)"',
        'if [[ -n "$image" ]]; then bash scripts/push-image.sh "$image"; fi',
      ],
      [
        undefined,
        'npm run --silent pipeline -- upsert --sample "$AGENT_TEMPDIRECTORY/sample"',
        "npm run --silent pipeline -- start",
      ],
      [
        "and(succeeded(), ne(variables['pipelineRunning'], 'false'))",
        "npm run --silent pipeline -- follow --minutes 50",
      ],
      [
        "and(succeeded(), ne(variables['pipelineRunning'], 'false'))",
        "npm run --silent pipeline -- follow --minutes 0 --last",
      ],
      ["succeededOrFailed()", "npm run --silent pipeline -- report"],
      ["canceled()", "npm run --silent pipeline -- stop"],
    ]);
  });

  it("is the same file for every model", () => {
    const file = readSeedFile(join(ROOT, "repositories/model-build"), PIPELINE_FILE);
    assert.deepEqual(renderSeed([file], {}), [file]);
  });
});
