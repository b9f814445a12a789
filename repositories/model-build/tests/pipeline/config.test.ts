import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { stringify } from "yaml";

import { parseConfig } from "../../pipeline/config";
import { CONFIG } from "./fixtures";

/** A file with the fixture as defaults. */
function file(values: {
  readonly defaults?: object;
  readonly trial?: unknown;
  readonly production?: unknown;
}): string {
  const { defaults = {}, trial = {}, production = {} } = values;
  return stringify({ defaults: { ...CONFIG, ...defaults }, profiles: { trial, production } });
}

function refused(yaml: string): string[] {
  let problems: readonly string[] = [];
  assert.throws(
    () => parseConfig(yaml),
    (error: Error & { problems: readonly string[] }) => {
      assert.equal(error.name, "InvalidInput");
      problems = error.problems;
      assert.equal(
        error.message,
        ["config.yaml cannot be used:", ...problems.map((text) => `- ${text}`)].join("\n"),
      );
      return true;
    },
  );
  return [...problems];
}

const KEYS =
  "problem, framework, schedule, data, metric, threshold, improvement, image, hyperparameters, instances, bias, baselines, " +
  "compareWithApprovedBaseline, parallelSteps, card";

describe("config.yaml", () => {
  it("gives both profiles the defaults", () => {
    assert.deepEqual(parseConfig(file({})), {
      profiles: { trial: CONFIG, production: CONFIG },
    });
  });

  it("takes a file of before for a binary problem of XGBoost", () => {
    const { problem, framework, ...older } = CONFIG;
    assert.deepEqual(parseConfig(stringify({ defaults: older, profiles: {} })).profiles.trial, {
      ...older,
      problem,
      framework,
    });
  });

  it("takes limits in the unit of the metric", () => {
    const regression = { problem: "regression", metric: "rmse", threshold: 40_000, improvement: 500 };
    const { trial } = parseConfig(
      file({ defaults: regression, trial: { metric: "r2", threshold: -0.5, improvement: 0.1 } }),
    ).profiles;
    assert.deepEqual([trial.metric, trial.threshold], ["r2", -0.5]);
  });

  it("lays a profile's values over the defaults: mappings by key, lists as a whole", () => {
    const { profiles } = parseConfig(
      file({
        trial: { hyperparameters: { eta: 0.3 }, instances: { training: { volumeGb: 50 } } },
        production: { bias: [{ facet: "older", values: [1] }], data: "sample" },
      }),
    );
    assert.deepEqual(profiles, {
      trial: {
        ...CONFIG,
        hyperparameters: { ...CONFIG.hyperparameters, eta: 0.3 },
        instances: { ...CONFIG.instances, training: { ...CONFIG.instances.training, volumeGb: 50 } },
      },
      production: { ...CONFIG, bias: [{ facet: "older", values: [1] }], data: "sample" },
    });
  });

  for (const [what, given, problems] of [
    [
      "an unknown key in the defaults, once",
      { defaults: { thresold: 0.8 } },
      [`defaults.thresold is not known; remove it, or use one of: ${KEYS}`],
    ],
    [
      "an unknown key of a profile, although another one is used",
      { trial: { instances: { traning: {} } } },
      [
        "profiles.trial.instances.traning is not known; remove it, or use one of: " +
          "processing, training, baselines, monitoring, shadowEndpoint",
      ],
    ],
    [
      "a threshold that is no share",
      { production: { threshold: 75 } },
      ["profiles.production.threshold is 75, but must be a number from 0 to 1, as auc is"],
    ],
    [
      "a missing value",
      { defaults: { improvement: undefined } },
      ["defaults.improvement is missing; give a number of 0 or more"],
    ],
    [
      "a metric of another problem",
      { defaults: { metric: "rmse" } },
      [
        'defaults.metric is "rmse", but must be one that a binary problem has: auc, average_precision, accuracy, ' +
          "precision, recall, f1, log_loss",
      ],
    ],
    [
      "limits that the metric cannot reach",
      {
        defaults: { problem: "regression", metric: "rmse", threshold: -1, improvement: -2 },
        trial: { metric: "r2", threshold: 1.5, improvement: 3 },
      },
      [
        "profiles.trial.threshold is 1.5, but must be a number of at most 1, as r2 is",
        "profiles.trial.improvement is 3, but must be a number from 0 to 1, as r2 cannot differ by more",
        "defaults.improvement is -2, but must be a number of 0 or more",
        "defaults.threshold is -1, but must be a number of 0 or more, in the label's unit, as rmse is",
      ],
    ],
    [
      "data outside of the data bucket",
      { defaults: { data: "s3://elsewhere/data" } },
      [
        'defaults.data is "s3://elsewhere/data", but must be "sample", or a prefix of the data bucket such as ' +
          "curated/applications/",
      ],
    ],
    [
      "an image without registry",
      { defaults: { image: "python:3.12" } },
      [
        'defaults.image is "python:3.12", but must be "aws", or the full URI of an image in Amazon ECR: of this ' +
          "model's repository, or an approved one",
      ],
    ],
    [
      "the name that AWS's image had before",
      { defaults: { image: "xgboost" } },
      ['defaults.image is "xgboost", but must be aws, the new name of xgboost'],
    ],
    [
      "a hyperparameter that is a list",
      { defaults: { hyperparameters: { eta: [0.1] } } },
      ["defaults.hyperparameters.eta is [0.1], but must be text, a number, true or false"],
    ],
    [
      "a hyperparameter with a name that is none",
      { defaults: { hyperparameters: { "max depth": 3 } } },
      [
        "defaults.hyperparameters.max depth is not a name that can be used; give a name of letters, digits and " +
          "underscores",
      ],
    ],
    [
      "an instance type that SageMaker does not offer for the job",
      {
        defaults: {
          instances: { ...CONFIG.instances, processing: { ...CONFIG.instances.processing, type: "m5" } },
        },
      },
      [
        'defaults.instances.processing.type is "m5", but must be an instance type that SageMaker offers for ' +
          "processing jobs, such as ml.m5.large",
      ],
    ],
    [
      "an endpoint for Clarify without a disk of its own",
      { production: { instances: { shadowEndpoint: { type: "ml.m5.large" } } } },
      [
        'profiles.production.instances.shadowEndpoint.type is "ml.m5.large", but must be an instance type with a ' +
          "disk of its own, such as ml.m5d.large: Clarify names no key for the volumes of the endpoint, and the " +
          "organization's guardrails deny other types without one",
      ],
    ],
    [
      "a run without end",
      { trial: { instances: { training: { maxRuntimeMinutes: 0 } } } },
      [
        "profiles.trial.instances.training.maxRuntimeMinutes is 0, but must be a whole number of minutes from 1 " +
          "to 12960",
      ],
    ],
    [
      "a group of no values",
      { defaults: { bias: [{ facet: "male", values: [] }] } },
      ["defaults.bias.0.values is [], but must be a list of at least one whole number or text"],
    ],
    [
      "a switch that is text",
      { defaults: { baselines: { modelMonitor: true, clarify: "no" } } },
      ['defaults.baselines.clarify is "no", but must be true or false'],
    ],
    [
      "an empty model card",
      { defaults: { card: { ...CONFIG.card, purpose: " ", riskRating: "none" } } },
      [
        'defaults.card.purpose is " ", but must be text of 1 to 2048 characters',
        'defaults.card.riskRating is "none", but must be one of High, Medium, Low, Unknown',
      ],
    ],
    [
      "an unknown schedule",
      { defaults: { schedule: "hourly" } },
      ['defaults.schedule is "hourly", but must be one of never, daily, weekly, monthly'],
    ],
    [
      "a profile that is no mapping",
      { trial: ["x"] },
      ['profiles.trial is ["x"], but must be a mapping like that of defaults'],
    ],
  ] as [string, Parameters<typeof file>[0], string[]][]) {
    it(`fails with ${what}`, () => {
      assert.deepEqual(refused(file(given)), problems);
    });
  }

  it("fails with all problems at once", () => {
    assert.deepEqual(
      refused(
        file({
          defaults: { threshold: -1, parallelSteps: 2.5 },
          trial: { metric: "mse" },
          production: { x: 1 },
        }),
      ),
      [
        'profiles.trial.metric is "mse", but must be one of auc, average_precision, accuracy, precision, recall, f1, ' +
          "log_loss, macro_f1, weighted_f1, rmse, mae, r2",
        "defaults.parallelSteps is 2.5, but must be a whole number of steps from 1 to 50",
        `profiles.production.x is not known; remove it, or use one of: ${KEYS}`,
      ],
    );
  });

  it("fails with keys of the file that are not known, or missing", () => {
    assert.deepEqual(refused("defaults: {}\nstages: {}\nprofiles: { test: {} }\n"), [
      "profiles.test is not known; remove it, or use trial and production",
      "stages is not known; remove it, or use defaults and profiles",
    ]);
    assert.deepEqual(refused("- 1\n"), [
      "the document is [1], but must be a mapping with defaults and profiles",
    ]);
  });

  it("fails with the profiles under the name that they had before", () => {
    const yaml = file({}).replace("profiles:", "environments:");
    assert.deepEqual(refused(yaml), [
      "environments is named profiles now; rename the key, its content stays the same",
    ]);
  });

  it("fails with YAML that cannot be read, and with a key that stands twice", () => {
    assert.match(refused("defaults: [never\n").join(), /^it is not YAML: .+ at line \d+, column \d+/);
    assert.match(refused("defaults: {}\ndefaults: {}\n").join(), /^it is not YAML: Map keys must be unique/);
  });
});
