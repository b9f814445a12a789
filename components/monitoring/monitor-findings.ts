import type { AlarmedMonitor } from "./monitoring-metrics";

/** What an alarm of a monitor says to people. */
interface Finding {
  /** What was found. */
  readonly found: string;
  /** The first thing to do. */
  readonly first: string;
}

/** By monitor; docs/runbook.md has a section for each. */
export const FINDINGS: Readonly<Record<AlarmedMonitor, Finding>> = {
  capture: {
    found: "What was asked and answered cannot be judged: nothing was captured, or records cannot be read",
    first: "Look in the report for what arrived, and whether the endpoint still captures",
  },
  dataQuality: {
    found: "Requests differ from the training data in form: missing values, types, ranges, categories",
    first: "Ask whoever sends the requests what changed; training on such data mends nothing",
  },
  drift: {
    found: "Features, predictions or labels have another distribution than the training data",
    first: "See which features and how far; if the world has changed, train on newer data",
  },
  modelQuality: {
    found: "Predictions fit their labels worse than those of the hold-out",
    first: "If the version is new, roll back; otherwise train on newer data",
  },
  bias: {
    found: "Differences between groups have moved from those of the baseline",
    first: "Tell the lead data scientist, who decides whether the model may go on serving",
  },
  explainability: {
    found: "The order of the features that predictions rest on is another one than on the hold-out",
    first: "Look at the features that moved, and at the alarms of drift and data quality first",
  },
};
