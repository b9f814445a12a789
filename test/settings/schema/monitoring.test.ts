import assert from "node:assert/strict";

import { parseSettings } from "../../../settings/load";
import type { Raw, RawValue } from "../samples";
import { itRefuses, landingZone, problemsIn, withValue } from "../samples";

const MONITORED = "models.churn.monitoring";

const monitored = (monitoring: Raw = { inference: "realtime" }): Raw =>
  withValue(landingZone(), MONITORED, monitoring);

const monitoringOf = (raw: Raw) => {
  const settings = parseSettings("prod", raw);
  assert.equal(settings.kind, "landing-zone");
  return settings.models.churn?.monitoring;
};

describe("settings of monitoring", () => {
  it("are off unless they are given", () => {
    assert.equal(monitoringOf(landingZone()), undefined);
  });

  it("need only how the model answers", () => {
    assert.deepEqual(monitoringOf(monitored()), {
      inference: "realtime",
      stage: "production",
      engine: "own",
      window: "day",
      minimumRows: 200,
      thresholds: {
        falseAlarms: 0.005,
        smallestDrift: 0.1,
        qualityDrop: 0.05,
        biasChange: 0.1,
        attributionRanking: 0.9,
      },
    });
  });

  it("ask for training because of drift and quality, if nothing else is said", () => {
    const settings = monitoringOf(
      monitored({ inference: "batch", groundTruth: {}, retraining: { mode: "retrain" } }),
    );
    assert.deepEqual(settings?.retraining?.monitors, ["drift", "modelQuality"]);
    assert.equal(settings.groundTruth?.waitHours, 72);
  });

  itRefuses(monitored, [
    [
      "a serverless endpoint",
      `${MONITORED}.inference`,
      "serverless",
      "realtime, asynchronous or batch",
      "realtime",
    ],
    ["another engine", `${MONITORED}.engine`, "evidently", "own or sagemaker", "keep own"],
    ["a window in hours", `${MONITORED}.window`, 24, "hour, day or week", "shortest"],
    [
      "an unknown monitor",
      `${MONITORED}.kinds`,
      ["capture"],
      "explainability",
      "these monitors",
      `${MONITORED}.kinds[0]`,
    ],
    ["no monitor at all", `${MONITORED}.kinds`, [], "a list of", "leave it out for all"],
    ["ten rows", `${MONITORED}.minimumRows`, 10, "from 30 to 1000000", "keep 200"],
    [
      "certain false alarms",
      `${MONITORED}.thresholds`,
      { falseAlarms: 1 },
      "above 0 and below 1",
      "keep 0.005",
      `${MONITORED}.thresholds.falseAlarms`,
    ],
    [
      "an account by its name",
      `${MONITORED}.groundTruth`,
      { account: "crm" },
      "12 digits",
      "",
      `${MONITORED}.groundTruth.account`,
    ],
    [
      "retraining without its mode",
      `${MONITORED}.retraining`,
      { monitors: ["drift"] },
      "notify or retrain",
      "notify",
      `${MONITORED}.retraining.mode`,
    ],
    [
      "quality without labels",
      `${MONITORED}.kinds`,
      ["modelQuality"],
      "given, since kinds has modelQuality",
      "groundTruth: {}",
      `${MONITORED}.groundTruth`,
    ],
    [
      "labels to wait for that nobody delivers",
      `${MONITORED}.retraining`,
      { mode: "retrain", monitors: ["drift"], minimumNewLabels: 5 },
      "0, since there is no groundTruth",
      "groundTruth: {}",
      `${MONITORED}.retraining.minimumNewLabels`,
    ],
    [
      "a monitor that is off and should ask",
      `${MONITORED}.retraining`,
      { mode: "retrain", monitors: ["modelQuality"] },
      "monitors that are on",
      "groundTruth",
      `${MONITORED}.retraining.monitors`,
    ],
    [
      "idle endpoints after a quarter",
      "idleEndpoints",
      { afterDays: 90 },
      "from 1 to 63",
      "keep 7",
      "idleEndpoints.afterDays",
    ],
  ]);

  it("refuse a model whose pipeline would have the name of the one that monitors another", () => {
    const description = "A model";
    const models = (monitoring?: RawValue) => ({
      churn: { description, ...(monitoring === undefined ? {} : { monitoring }) },
      "churn-monitoring": { description },
    });
    const watched = withValue(landingZone(), "models", models({ inference: "realtime" }));
    assert.deepEqual(
      problemsIn(watched).map(({ key, allowed }) => [key, allowed]),
      [
        [
          "mlops:models.churn-monitoring",
          "another name, since churn is monitored by a pipeline of this name",
        ],
      ],
    );
    assert.equal(parseSettings("prod", withValue(landingZone(), "models", models())).kind, "landing-zone");
  });

  it("tell every problem at once", () => {
    const problems = problemsIn(
      monitored({ inference: "realtime", kinds: ["bias", "bias"], window: "month" }),
    );
    assert.deepEqual(problems.map(({ key }) => key).sort(), [
      `mlops:${MONITORED}.kinds[1]`,
      `mlops:${MONITORED}.window`,
    ]);
  });
});
