/**
 * The hooks of every model that has none of its own, and the example for those that get some: a caller need not know in
 * which order the model was trained.
 *
 *     {"features": {"amount": 12.5, "country": "DE"}}   becomes   12.5,DE
 *     0.87                                              becomes   {"prediction": 0.87, "label": "fraud", "modelVersion": 7}
 */
import * as z from "zod";
import { Refusal } from "../../inference-http/answers";
import type { Hooks, ModelAnswer, ModelSettings } from "../hooks";

const requestSchema = z.strictObject({
  features: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
});

type Feature = z.output<typeof requestSchema>["features"][string];

export const namedFeatures: Hooks = {
  preprocess(request, { features }) {
    const parsed = requestSchema.safeParse(request);
    if (!parsed.success) {
      throw new Refusal(400, "request", 'expected {"features": {"<name>": <number, text, boolean or null>}}');
    }
    const given = parsed.data.features;
    checkNames(Object.keys(given), features);
    return {
      body: features.map((name) => cell(given[name] ?? null)).join(","),
      contentType: "text/csv",
      accept: "text/csv",
    };
  },

  postprocess({ body, modelVersion }: ModelAnswer, { threshold, labels }: ModelSettings) {
    const prediction = Number(body.trim());
    if (body.trim() === "" || !Number.isFinite(prediction)) {
      throw new Refusal(502, "model", "the model did not answer with one number");
    }
    return { prediction, label: prediction >= threshold ? labels[1] : labels[0], modelVersion };
  },
};

/** A name too many is mostly a name misspelt: left alone, the model would get an empty cell in its place. */
function checkNames(given: readonly string[], features: readonly string[]): void {
  const missing = features.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !features.includes(name));
  if (missing.length + unknown.length > 0) {
    const parts = [
      ...(missing.length > 0 ? [`missing: ${missing.join(", ")}`] : []),
      ...(unknown.length > 0 ? [`unknown: ${unknown.join(", ")}`] : []),
    ];
    throw new Refusal(400, "request", `features ${parts.join("; ")}`);
  }
}

/** A cell of CSV. Models are trained on 1 and 0, and an empty cell is a value that is not known. */
function cell(value: Feature): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
