import type { Problem } from "./problems";
import { listAt, problem, valueAt } from "./problems";

/** What the settings of monitoring need of each other. */
export function monitoringComplete(raw: unknown): Problem[] {
  const models = Object.keys(valueAt(raw, ["models"]) ?? {});
  return models.flatMap((model) => {
    const path = ["models", model, "monitoring"];
    return typeof valueAt(raw, path) === "object"
      ? [
          ...pipelinesApart(models, model),
          ...qualityNeedsLabels(raw, path),
          ...monitorsThatAsk(raw, path),
          ...labelsToCount(raw, path),
        ]
      : [];
  });
}

/** The pipeline that watches a model would have the name of the pipeline that builds another one. */
function pipelinesApart(models: readonly string[], model: string): Problem[] {
  const other = `${model}-monitoring`;
  return models.includes(other)
    ? [
        problem(
          ["models", other],
          other,
          `another name, since ${model} is monitored by a pipeline of this name`,
          `rename the model, or leave monitoring of ${model} out`,
        ),
      ]
    : [];
}

function qualityNeedsLabels(raw: unknown, path: readonly string[]): Problem[] {
  const asked = listAt(raw, [...path, "kinds"]).includes("modelQuality");
  return asked && valueAt(raw, [...path, "groundTruth"]) === undefined
    ? [
        problem(
          [...path, "groundTruth"],
          undefined,
          "given, since kinds has modelQuality",
          "write groundTruth: {} and deliver labels, or leave modelQuality out",
        ),
      ]
    : [];
}

/** An alarm that never rings would look like a model that never drifts. */
function monitorsThatAsk(raw: unknown, path: readonly string[]): Problem[] {
  const kinds = listAt(raw, [...path, "kinds"]);
  const key = [...path, "retraining", "monitors"];
  const off = listAt(raw, key).filter((monitor) =>
    kinds.length > 0
      ? !kinds.includes(monitor)
      : monitor === "modelQuality" && valueAt(raw, [...path, "groundTruth"]) === undefined,
  );
  return off.length > 0
    ? [
        problem(
          key,
          off.join(", "),
          "monitors that are on for the model",
          "add them to kinds (modelQuality needs groundTruth), or leave them out here",
        ),
      ]
    : [];
}

function labelsToCount(raw: unknown, path: readonly string[]): Problem[] {
  const key = [...path, "retraining", "minimumNewLabels"];
  const minimum = valueAt(raw, key);
  return typeof minimum === "number" && minimum > 0 && valueAt(raw, [...path, "groundTruth"]) === undefined
    ? [problem(key, minimum, "0, since there is no groundTruth", "write groundTruth: {}, or remove the key")]
    : [];
}
