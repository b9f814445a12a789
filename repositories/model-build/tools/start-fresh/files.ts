import { parseDocument } from "yaml";

import { METRICS } from "../../../shared/metrics";
import { CARD_KEYS } from "../../pipeline/config-schema";
import type { Proposal } from "./proposal";

/** Where the gate stands at first: better than nothing learnt, by kind of problem. */
const GATES = {
  binary: { metric: "auc", threshold: 0.6, improvement: 0.005 },
  multiclass: { metric: "accuracy", threshold: 0.5, improvement: 0.005 },
  regression: { metric: "r2", threshold: 0.1, improvement: 0.005 },
} as const satisfies Record<keyof typeof METRICS, object>;

/** What the model card says until somebody writes it. */
const NOT_WRITTEN = "Not written yet.";

/** Text of steps/columns.json. */
export function columnsText({ columns }: Proposal): string {
  return `${JSON.stringify(columns, undefined, 2)}\n`;
}

/**
 * Text of config.yaml with what it has to say about the data; the rest stays, with its comments.
 *
 * @param dataset - Name of the data set below `curated/`.
 */
export function configText(yaml: string, { problem }: Proposal, dataset: string): string {
  const document = parseDocument(yaml);
  const values = { problem, data: `curated/${dataset}/`, ...GATES[problem], bias: [] };
  for (const [key, value] of Object.entries(values)) {
    document.setIn(["defaults", key], document.createNode(value, { flow: true }));
  }
  for (const key of CARD_KEYS) {
    document.setIn(["defaults", "card", key], key === "riskRating" ? "Unknown" : NOT_WRITTEN);
  }
  return document.toString({ lineWidth: 120 });
}
