import { consoleUrl } from "../shared/notices/links";
import type { Notice } from "../shared/notices/notice";
import type { Recorded } from "./record";

export interface NoticeArgs {
  readonly team: string;
  readonly artifactBucket: string;
  /** ARN of the topic: consoles are those of its Region. */
  readonly topicArn: string;
}

const OUTCOMES: Readonly<Record<Recorded["outcome"], string>> = {
  started: "is trained",
  told: "should be trained",
  refused: "is not trained",
};

/** Tells builders what was decided about a request to train a model, and what they can do. */
export function decisionNotice({ team, artifactBucket, topicArn }: NoticeArgs, record: Recorded): Notice {
  const { model, reason, by, outcome, because, detail, despite, window, report, requestId, runUrl } = record;
  return {
    title: `[${team}] ${model} ${OUTCOMES[outcome]}: ${outcome === "refused" ? `${because ?? ""}, asked by ` : ""}${reason}`,
    text: [textOf(record), ...(detail === undefined ? [] : [`Why: ${detail}.`])],
    table: [],
    facts: [
      ["Model", model],
      ["Asked by", by],
      ["Reason", reason],
      ...(window === "none" ? [] : [["Window", window] as const]),
      ...(despite.length === 0 ? [] : [["Despite", despite.join(", ")] as const]),
      ["Request", requestId],
    ],
    commands: [],
    links: [
      ...(runUrl === undefined ? [] : [["Run of Model Build", runUrl] as const]),
      ...(report === undefined
        ? []
        : [["Report of the monitor", reportUrl(topicArn, artifactBucket, report)] as const]),
    ],
  };
}

function textOf({ outcome, model }: Recorded): string {
  switch (outcome) {
    case "started":
      return "Its Model Build pipeline was started. The new version waits for a decision before it serves.";
    case "told":
      return `retraining.mode is notify: look at the report, then start pipeline "Model Build ${model}" in Azure DevOps.`;
    case "refused":
      return "Nothing was started. The runbook says under Retraining what to do if it has to be.";
  }
}

/** Page of the HTML report beside the JSON one. */
function reportUrl(arn: string, bucket: string, key: string): string {
  const region = arn.split(":")[3] ?? "";
  const prefix = encodeURIComponent(key.replace(/\.json$/, ".html"));
  return `${consoleUrl(arn)}/s3/object/${bucket}?region=${region}&prefix=${prefix}`;
}
