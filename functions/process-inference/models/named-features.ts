/**
 * The hooks of every model that has none of its own, and the example for those that get some: a caller need not know in
 * which order the model was trained.
 *
 *     {"features": {"amount": 12.5, "country": "DE"}}   becomes   12.5,DE
 *     0.87                                              becomes   {"prediction": 0.87, "label": "fraud", "modelVersion": 7}
 *     0.1,0.7,0.2   of three classes                    becomes   {"prediction": {"gold": 0.1, …}, "label": "silver", …}
 *     1250.5        of a model without labels           becomes   {"prediction": 1250.5, "modelVersion": 7}
 */
import * as z from "zod";
import { Refusal } from "../../inference-http/answers";
import type { Hooks, ModelAnswer, ModelSettings } from "../hooks";

const requestSchema = z.strictObject({
  features: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
});

type Feature = z.output<typeof requestSchema>["features"][string];

export const namedFeatures: Hooks = {
  preprocess(request, { features, kinds }) {
    const parsed = requestSchema.safeParse(request);
    if (!parsed.success) {
      throw new Refusal(400, "request", 'expected {"features": {"<name>": <number, text, boolean or null>}}');
    }
    const given = parsed.data.features;
    checkNames(Object.keys(given), features);
    if (kinds !== undefined) {
      checkKinds(given, kinds);
    }
    return {
      body: features.map((name) => cell(given[name] ?? null)).join(","),
      contentType: "text/csv",
      accept: "text/csv",
    };
  },

  postprocess({ body, modelVersion }: ModelAnswer, { threshold, labels }: ModelSettings) {
    const numbers = numbersIn(body, labels.length > 2 ? labels.length : 1);
    const [prediction = NaN] = numbers;
    if (labels.length === 0) {
      return { prediction, modelVersion };
    }
    if (labels.length === 2) {
      return { prediction, label: prediction >= threshold ? labels[1] : labels[0], modelVersion };
    }
    return {
      prediction: Object.fromEntries(labels.map((label, index) => [label, numbers[index]])),
      label: labels[numbers.indexOf(Math.max(...numbers))],
      modelVersion,
    };
  },
};

/** @throws Refusal if there are not so many numbers */
function numbersIn(body: string, count: number): number[] {
  const cells = body.trim().split(",");
  const numbers = cells.map((cell) => (cell.trim() === "" ? NaN : Number(cell)));
  if (numbers.length !== count || !numbers.every(Number.isFinite)) {
    const expected = count === 1 ? "one number" : `${count} numbers, one for each label`;
    throw new Refusal(502, "model", `the model did not answer with ${expected}`);
  }
  return numbers;
}

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

const EXPECTED = {
  number: "a number, true or false",
  category: "text",
  date: "a day such as 2026-01-31, or a moment with its zone",
} as const;

/** Null fits everywhere: it is a value that is not known. The message has no value of the request. */
function checkKinds(
  given: Readonly<Record<string, Feature>>,
  kinds: NonNullable<ModelSettings["kinds"]>,
): void {
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const kind = Object.hasOwn(kinds, name) ? (kinds[name] ?? "number") : "number";
    return value === null || FITS[kind](value) ? [] : `${name} must be ${EXPECTED[kind]}`;
  });
  if (wrong.length > 0) {
    throw new Refusal(400, "request", `features ${wrong.join("; ")}`);
  }
}

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

const FITS: Readonly<Record<keyof typeof EXPECTED, (value: NonNullable<Feature>) => boolean>> = {
  // A number as text becomes the same cell.
  number: (value) => typeof value !== "string" || (value.trim() !== "" && Number.isFinite(Number(value))),
  category: (value) => typeof value === "string",
  date: (value) => moment.safeParse(value).success,
};

/** A cell of CSV. Models are trained on 1 and 0, and an empty cell is a value that is not known. */
function cell(value: Feature): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
