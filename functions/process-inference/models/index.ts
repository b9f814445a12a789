import type { Hooks } from "../hooks";
import { namedFeatures } from "./named-features";

/**
 * Hooks of models that have some of their own, by the model's name. To add some for the model churn, write
 * `models/churn.ts` as `models/named-features.ts` is written, and enter it here: `churn,`.
 */
const OWN_HOOKS: Readonly<Record<string, Hooks>> = {};

/** @param own - Hooks by the model's name. */
export function hooksOf(model: string, own: Readonly<Record<string, Hooks>> = OWN_HOOKS): Hooks {
  return Object.hasOwn(own, model) ? (own[model] ?? namedFeatures) : namedFeatures;
}
