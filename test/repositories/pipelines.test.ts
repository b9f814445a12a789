import assert from "node:assert/strict";

import {
  ENVIRONMENTS,
  INFRASTRUCTURE_VARIABLES,
  PIPELINE_FILE,
  SERVICE_CONNECTIONS,
} from "../../settings/azure-devops-names";
import { renderSeed } from "../../assets/seeds/seed";
import { readSeedFile } from "../../assets/seeds/seed-files";
import type { PipelineFile } from "./pipeline-files";
import { PIPELINE_FILES, ROOT, pipelineFile, scriptOf, seededFiles, stepsOf } from "./pipeline-files";
import { awsSteps, reach } from "./pipeline-reach";

for (const [repository, path] of PIPELINE_FILES) {
  describe(`${path} of ${repository}`, () => {
    const pipeline = pipelineFile(repository, path);

    it("checks out in every job", () => {
      const first = pipeline.stages.flatMap(({ jobs }) => jobs.map(({ steps }) => steps[0]));
      assert.ok(first.length > 0);
      assert.deepEqual(
        first,
        first.map(() => ({ checkout: "self" })),
      );
    });

    it("uses the tasks that the landing zone provides for, and no others", () => {
      const tasks = new Set(stepsOf(pipeline).flatMap(({ task }) => task ?? []));
      const known = ["AWSShellScript@1", "UseNode@1", "UsePythonVersion@0"];
      assert.deepEqual(
        [...tasks].filter((task) => !known.includes(task)),
        [],
      );
    });

    it("says which identity acts in every step that has credentials, before anything else", () => {
      for (const step of awsSteps(pipeline)) {
        const [strict, ...rest] = scriptOf(step).split("\n");
        assert.equal(strict, "set -euo pipefail");
        assert.match(
          rest.join("\n"),
          /^(bash (?:scripts|\.\/shared)\/check-identity\.sh "(?:\d{12}|\$(?:AWS|STAGING|PRODUCTION)_ACCOUNT)"$|account="\$\(aws sts get-caller-identity )/m,
        );
        assert.match(rest[0] ?? "", /check-identity\.sh|get-caller-identity/);
      }
    });

    it("keeps values of a run out of scripts, where they could become commands", () => {
      assert.deepEqual(
        stepsOf(pipeline)
          .map(scriptOf)
          .filter((script) => script.includes("${{") || script.includes("$(parameters")),
        [],
      );
    });
  });
}

for (const repository of ["model-build", "model-deploy", "environments", "infrastructure"] as const) {
  it(`${repository} is seeded without unfilled tokens`, () => {
    const unfilled = seededFiles(repository).filter(({ content }) =>
      /(?<!\$)\{\{\s*[\w.-]*\s*\}\}/.test(content),
    );
    assert.deepEqual(unfilled, []);
  });
}

describe("the Image Build pipeline", () => {
  const pipeline = pipelineFile("environments");

  it("pushes from main only, and tags behind the approval of images", () => {
    assert.deepEqual(reach(pipeline), [
      ["validate", "validate", undefined, []],
      ["build", "build", undefined, [SERVICE_CONNECTIONS.imageBuild]],
      ["approve", "approve", ENVIRONMENTS.approvedImages, [SERVICE_CONNECTIONS.imageBuild]],
    ]);
    assert.deepEqual(
      pipeline.stages.map(({ dependsOn, condition }) => [dependsOn, condition]),
      [
        [undefined, undefined],
        ["validate", "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))"],
        ["build", undefined],
      ],
    );
  });

  it("approves the images that the same run pushed and scanned", () => {
    assert.deepEqual(awsSteps(pipeline).map(scriptOf), [
      [
        "set -euo pipefail",
        'bash scripts/check-identity.sh "222222222222"',
        'registry="222222222222.dkr.ecr.eu-west-1.amazonaws.com"',
        'bash scripts/build-images.sh "build-$(Build.BuildId)" "$registry/mlops/credit/environments"',
        'bash scripts/wait-for-scans.sh "build-$(Build.BuildId)" "mlops/credit/environments"',
        "",
      ].join("\n"),
      [
        "set -euo pipefail",
        'bash scripts/check-identity.sh "222222222222"',
        'bash scripts/approve-images.sh "$(Build.BuildId)" "mlops/credit/environments"',
        "",
      ].join("\n"),
    ]);
  });
});

describe("the Model Deploy pipeline", () => {
  const pipeline = pipelineFile("model-deploy");

  it("tests in staging and goes to production, each behind its environment and with its own connection", () => {
    assert.deepEqual(reach(pipeline), [
      ["resolve", "resolve", undefined, ["${{ parameters.stagingConnection }}"]],
      ["staging", "staging", "${{ parameters.stagingEnvironment }}", ["${{ parameters.stagingConnection }}"]],
      ["test", "test", "${{ parameters.stagingEnvironment }}", ["${{ parameters.stagingConnection }}"]],
      [
        "production",
        "production",
        "${{ parameters.productionEnvironment }}",
        ["${{ parameters.productionConnection }}"],
      ],
    ]);
    const parameters = pipeline.parameters as Record<string, unknown>[];
    assert.deepEqual(
      parameters.slice(4).map(({ name, default: standard, values }) => [name, standard, values]),
      [
        [
          "stagingConnection",
          SERVICE_CONNECTIONS.modelDeployStaging,
          [SERVICE_CONNECTIONS.modelDeployStaging],
        ],
        [
          "productionConnection",
          SERVICE_CONNECTIONS.modelDeployProduction,
          [SERVICE_CONNECTIONS.modelDeployProduction],
        ],
        ["stagingEnvironment", ENVIRONMENTS.staging, [ENVIRONMENTS.staging]],
        ["productionEnvironment", ENVIRONMENTS.production, [ENVIRONMENTS.production]],
      ],
    );
  });

  it("goes on only after everything before has succeeded, and only in the run that acts", () => {
    const act = "eq(dependencies.resolve.outputs['resolve.resolve.act'], 'true')";
    const after = (...stages: string[]) =>
      `and(succeeded(), ${stages.map((stage) => `eq(dependencies.${stage}.result, 'Succeeded'), `).join("")}${act})`;
    assert.deepEqual(
      pipeline.stages.map(({ dependsOn, condition }) => [dependsOn, condition]),
      [
        [undefined, undefined],
        ["resolve", after("resolve")],
        [["resolve", "staging"], after("resolve", "staging")],
        [["resolve", "staging", "test"], after("resolve", "staging", "test")],
      ],
    );
  });

  it("is never started by a push and takes three strings without a default, and who starts it", () => {
    assert.equal(pipeline.trigger, "none");
    const parameters = pipeline.parameters as Record<string, unknown>[];
    assert.deepEqual(
      parameters
        .slice(0, 4)
        .map(({ name, type, default: standard, values }) => [name, type, standard, values]),
      [
        ["modelPackageArn", "string", undefined, undefined],
        ["modelPackageGroup", "string", undefined, undefined],
        ["modelPackageVersion", "string", undefined, undefined],
        ["startedBy", "string", "person", ["person", "approval"]],
      ],
    );
  });

  it("makes runs wait for each other", () => {
    assert.equal(pipeline.lockBehavior, "sequential");
  });

  it("runs the tools in the account of each stage", () => {
    const lines = awsSteps(pipeline).map((step) => scriptOf(step).trim().split("\n").slice(1));
    const staging = 'bash ./shared/check-identity.sh "$STAGING_ACCOUNT"';
    const production = 'bash ./shared/check-identity.sh "$PRODUCTION_ACCOUNT"';
    const tool = "npm run --silent deploy --";
    assert.deepEqual(lines, [
      [staging, `${tool} resolve`],
      [staging, `${tool} up --stage staging`],
      [staging, `${tool} verify --stage staging`],
      [staging, `${tool} unlock --stage staging`],
      [staging, `${tool} test --stage staging`],
      [production, `${tool} up --stage production`],
      [production, `${tool} verify --stage production`],
      [production, `${tool} promote`],
      [production, `${tool} unlock --stage production`],
    ]);
  });

  it("installs the same release of the Pulumi CLI as the Infrastructure pipeline, in the same way", () => {
    const installs = (file: PipelineFile) =>
      new Set(
        stepsOf(file).flatMap(({ bash }) => (bash?.includes("pulumi-v$version") === true ? [bash] : [])),
      );
    assert.equal(installs(pipeline).size, 1);
    assert.deepEqual(installs(pipeline), installs(pipelineFile("infrastructure")));
  });

  it("is checked in pull requests by a pipeline that reaches nothing", () => {
    const checks = pipelineFile("model-deploy", "azure-pipelines-checks.yml");
    assert.deepEqual(reach(checks), [["checks", "checks", undefined, []]]);
    assert.equal(checks.trigger, "none");
    assert.deepEqual(
      stepsOf(checks).flatMap(({ script }) => script ?? []),
      [
        "python -m pip install --quiet --disable-pip-version-check yamllint==1.37.1",
        "yamllint --strict .",
        "npm ci",
        "npm run check",
        "npm test",
        "npm run --silent deploy -- models",
      ],
    );
  });
});

describe("the Infrastructure pipeline", () => {
  const pipeline = pipelineFile("infrastructure");

  it("checks without credentials, previews, and applies behind its environment", () => {
    assert.deepEqual(reach(pipeline), [
      ["verify", "verify", undefined, []],
      ["preview", "preview", undefined, [SERVICE_CONNECTIONS.infrastructure]],
      ["apply", "apply", ENVIRONMENTS.infrastructure, [SERVICE_CONNECTIONS.infrastructure]],
    ]);
    assert.deepEqual(
      pipeline.stages.map(({ dependsOn }) => dependsOn),
      [undefined, "verify", "preview"],
    );
  });

  it("checks the program and rehearses the stack that it applies, and runs no tests of the project", () => {
    const [verify] = pipeline.stages;
    const commands = verify?.jobs.flatMap(({ steps }) => steps.map(scriptOf).filter((text) => text !== ""));
    assert.deepEqual(commands, [
      "npm ci",
      "npm run check",
      'npm run rehearse -- --stack "${PULUMI_STACK:?is not set on the pipeline}"',
    ]);
  });

  it("applies on main only, and only if a run by hand does not say otherwise", () => {
    assert.equal(
      pipeline.stages[2]?.condition,
      "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'), eq('${{ parameters.command }}', 'up'))",
    );
    const [command] = pipeline.parameters as Record<string, unknown>[];
    assert.deepEqual(command?.values, ["preview", "up"]);
  });

  it("previews and applies with the policy pack", () => {
    const commands = awsSteps(pipeline).map(
      (step) => /pulumi (?:preview|up) [^]*$/.exec(scriptOf(step))?.[0],
    );
    assert.deepEqual(
      commands.map((command) => command?.replace(/\\\n\s*/, "").trim()),
      [
        'pulumi preview --stack "${PULUMI_STACK:?is not set on the pipeline}" --policy-pack policy --diff --non-interactive',
        'pulumi up --stack "${PULUMI_STACK:?is not set on the pipeline}" --policy-pack policy --diff --yes --non-interactive',
      ],
    );
  });

  it("stops before Pulumi if the step acts in another account", () => {
    for (const step of awsSteps(pipeline)) {
      const script = scriptOf(step);
      assert.match(
        script,
        /if \[\[ "\$account" != "\$\{AWS_ACCOUNT:\?[^}]+\}" \]\]; then\n.*\n {2}exit 1\nfi\npulumi login /,
      );
    }
  });

  it("reads exactly the variables that the landing zone sets on it", () => {
    const text = stepsOf(pipeline)
      .flatMap((step) => [scriptOf(step), ...Object.values(step.inputs ?? {})])
      .join("\n");
    const read = new Set([...text.matchAll(/\b(?:PULUMI|AWS)_[A-Z_]+\b/g)].map(([name]) => name));
    assert.deepEqual([...read].sort(), [...INFRASTRUCTURE_VARIABLES].sort());
  });

  it("is the same file for every team", () => {
    const file = readSeedFile(ROOT, PIPELINE_FILE);
    assert.deepEqual(renderSeed([file], {}), [file]);
  });
});
