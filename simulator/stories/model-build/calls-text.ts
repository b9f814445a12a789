import type { RecordedCall } from "../../aws/sagemaker/dispatch";
import { line } from "./lines";

const SERVICES: Readonly<Record<string, string>> = {
  logs: "CloudWatch Logs",
  s3: "S3",
  sagemaker: "SageMaker",
  ssm: "SSM",
  sts: "STS",
};

/** What to show of inputs and answers, by key; the rest is the same for every build. Of other operations, everything. */
const ESSENTIAL: Readonly<Record<string, readonly string[]>> = {
  AddTags: ["ResourceArn"],
  CreatePipeline: ["PipelineName", "RoleArn", "PipelineDefinition", "PipelineArn"],
  DescribeModelPackage: ["ModelPackageName", "ModelApprovalStatus", "ModelLifeCycle", "Stage"],
  DescribePipeline: ["PipelineName", "PipelineArn"],
  DescribePipelineDefinitionForExecution: ["PipelineExecutionArn", "PipelineDefinition"],
  GetParameter: ["Name", "Parameter", "Value"],
  ListModelPackages: [
    "ModelPackageGroupName",
    "ModelPackageSummaryList",
    "ModelPackageArn",
    "ModelApprovalStatus",
  ],
  ListPipelineExecutions: ["PipelineName", "PipelineExecutionSummaries", "PipelineExecutionArn"],
  PutObject: ["Bucket", "Key"],
  StartPipelineExecution: [
    "PipelineExecutionArn",
    "PipelineExecutionDisplayName",
    "PipelineParameters",
    "PipelineVersionId",
  ],
  UpdatePipeline: ["PipelineName", "PipelineDefinition", "PipelineVersionId"],
};
const ERROR = ["__type", "message"];

/** Longer texts are cut: a definition, a contract. */
const LONGEST = 100;

/**
 * Calls and their answers, as lines to print. Objects that are put one after the other are shown as one, and what has
 * been shown before is left out.
 *
 * @param shownBefore - Lines of earlier calls; those of these calls are added.
 */
export function callLines(calls: readonly RecordedCall[], shownBefore: Set<string>): string[] {
  const lines: string[] = [];
  for (let index = 0; index < calls.length; index += 1) {
    const call = calls[index];
    if (call === undefined) break;
    const alike = call.operation === "PutObject" ? alikeFrom(calls.slice(index), call) : 1;
    const [request, answer] = [requestText(call, alike), answerText(call)];
    if (!shownBefore.has(request + answer)) lines.push(line("request", request), line("answer", answer));
    shownBefore.add(request + answer);
    index += alike - 1;
  }
  return lines;
}

/** How many calls from here on do the same with other objects. */
function alikeFrom(calls: readonly RecordedCall[], { operation, status }: RecordedCall): number {
  const other = calls.findIndex((call) => call.operation !== operation || call.status !== status);
  return other === -1 ? calls.length : other;
}

function requestText({ service, operation, input }: RecordedCall, times: number): string {
  const more = times === 1 ? "" : ` and ${times - 1} more`;
  return `${SERVICES[service] ?? service} ${operation} ${shown(input, ESSENTIAL[operation])}${more}`;
}

function answerText({ operation, status, answer }: RecordedCall): string {
  if (answer === undefined || answer === "") return String(status);
  const keys = status === 200 ? ESSENTIAL[operation] : ERROR;
  return `${status} ${typeof answer === "string" ? xmlText(answer) : shown(answer, keys)}`;
}

/** The values of an XML answer, without its elements. */
function xmlText(xml: string): string {
  return xml
    .replace(/<\?.*?\?>/, "")
    .split(/<[^>]*>/)
    .filter((part) => part.trim() !== "")
    .join(" ");
}

/**
 * JSON with long texts cut, and lists of names and values as objects.
 *
 * @param keys - What of objects to show; lists of names and values are shown whole. @default everything
 */
export function shown(value: unknown, keys?: readonly string[]): string {
  const abridged = (inner: unknown): unknown => {
    if (typeof inner === "string" && inner.length > LONGEST) {
      return `${inner.slice(0, LONGEST / 2)}… (${inner.length} characters)`;
    }
    if (Array.isArray(inner)) return byName(inner) ?? inner.map(abridged);
    if (typeof inner !== "object" || inner === null) return inner;
    const entries = Object.entries(inner).filter(([key]) => keys?.includes(key) ?? true);
    return Object.fromEntries(entries.map(([key, child]) => [key, abridged(child)]));
  };
  return JSON.stringify(abridged(value));
}

function byName(list: readonly unknown[]): unknown {
  const entries = list.map((item) => {
    const { Name, Key, Value } = (item ?? {}) as Readonly<Record<string, unknown>>;
    return [Name ?? Key, Value] as const;
  });
  return list.length > 0 && entries.every(([name, value]) => name !== undefined && value !== undefined)
    ? Object.fromEntries(entries)
    : undefined;
}
