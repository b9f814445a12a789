import { parse } from "yaml";

import type { InferenceApiSettings } from "../../settings/schema/inference-api";
import { inferenceApi } from "../../settings/schema/inference-api";
import { page } from "../support/docs";

/** The inference API of samples/full.yaml. */
export function stackSettings(): InferenceApiSettings {
  const { config } = parse(page("samples/full.yaml")) as { config: Record<string, unknown> };
  const settings = inferenceApi.parse(config["mlops:inferenceApi"]);
  if (settings === undefined) throw new Error("samples/full.yaml has no inference API");
  return settings;
}
