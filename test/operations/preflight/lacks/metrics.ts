import type { Lack } from "./lack";
import { at, AUTOMATION, full } from "./lack";

export const METRICS: readonly Lack[] = [
  full(
    "a sink of CloudWatch that somebody else has made",
    at("automation", AUTOMATION),
    (clouds) => clouds.account(AUTOMATION).metricSinks.push("central-metrics"),
    "sink central-metrics of CloudWatch is in this account already, and is not this stack's",
    "set mlops:metricSink to existing; its policy has to let the other three accounts link AWS::CloudWatch::Metric",
  ),
  full(
    "the sink that nobody has made",
    at("automation", AUTOMATION),
    () => undefined,
    "no sink of CloudWatch in eu-west-1",
    "leave mlops:metricSink out: the program makes one",
    { metricSink: "existing" },
  ),
];
