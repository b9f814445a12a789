import type { Graph } from "../../rehearsal/graph";
import { ofType, text } from "../../rehearsal/graph-lookup";
import type { Rehearsal } from "../../rehearsal/run";
import { isObject, unwrapped } from "../../rehearsal/values";
import type { Story } from "../../rehearse/stories";
import { environmentOf, eventRoute, rulesMatching } from "../approval-route";
import { lines as manyLines, line } from "../model-build/lines";
import { followRetraining } from "../model-build/follow-retraining";
import { playGuard } from "./guard";
import type { Judgement } from "./judgement";
import { judgementOf } from "./judgement";
import { followNotice } from "./notice";
import { settingsOf } from "./settings";

/** The monitor that finds the drift. */
const MONITOR = "drift";

/** A model of the stack that is trained when its alarms ring. */
interface Retrained {
  readonly model: string;
  readonly alarmName: string;
  readonly pipelineId: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Follows a day of requests that drifted: the judgement, the alarm's event, the stack's rule, queue and guard with its own
 * code, the run that it starts in a stand-in of Azure DevOps, the build with the tools of the seeded repository up to the
 * version that waits, and the notice to whoever decides. The same event again, and the next alarm, start nothing; neither
 * does a day without drift.
 *
 * @returns undefined for a stack in which drift trains no model
 * @throws Error that names the hop where the way ends
 */
export async function followDrift(rehearsal: Rehearsal): Promise<Story | undefined> {
  const { graph } = rehearsal;
  const retrained = retrainedByDrift(rehearsal);
  if (retrained === undefined) return undefined;
  const { model, alarmName, pipelineId, parameters } = retrained;
  const settings = settingsOf(rehearsal, model);
  const [clean, drifted] = [judgementOf("clean", settings), judgementOf("drifted", settings)];
  refuseQuiet(graph, alarmName, clean);
  const end = new Date(Date.now());
  const event = stateChange(alarmName, drifted, end, 1);
  const route = eventRoute(graph, event);
  const report = `monitoring/${model}/reports/${end.toISOString().slice(0, 13)}Z/report.json`;
  const guard = await playGuard({
    graph,
    route,
    parameters,
    pipelineId,
    objects: new Map([[report, JSON.stringify(drifted)]]),
  });
  try {
    await guard.deliver(event);
    await guard.deliver(event);
    await guard.deliver(stateChange(alarmName, drifted, end, 2));
    const [run, second] = guard.server.runs;
    if (run === undefined || second !== undefined) {
      throw new Error(`two alarms of ${model} started ${guard.server.runs.length} runs, one is needed`);
    }
    const trained = await followRetraining(rehearsal, model, run.id, run.templateParameters);
    const notice = await followNotice(graph, trained);
    const { version } = trained;
    const lineage = version.body.CustomerMetadataProperties;
    const kept: readonly unknown[] = isObject(lineage) ? Object.values(lineage) : [];
    if (!kept.includes(run.templateParameters.reason)) {
      throw new Error(
        `version ${version.arn} does not keep why it was trained: ${run.templateParameters.reason ?? ""}`,
      );
    }
    return {
      summary:
        `drift of ${model} starts run ${run.id} of pipeline "${run.pipelineName}", once; version ${version.version} ` +
        `waits for a decision and says why it was trained; a day without drift starts nothing`,
      lines: [
        line("captured", drifted.about),
        line("judged", `${drifted.violations[MONITOR] ?? 0} violation of ${MONITOR}`),
        line("", drifted.made),
        line("alarm", alarmName),
        line("rule", text(route.rule.outputs.name)),
        line("queue", text(route.queue.outputs.name)),
        line("function", text(route.lambda.outputs.name)),
        line("run", `${run.id} of pipeline "${run.pipelineName}"`),
        ...manyLines(
          "parameters",
          Object.entries(run.templateParameters).map(([name, value]) => `${name} ${value}`),
        ),
        ...manyLines(
          "decisions",
          guard
            .decisions()
            .map(({ outcome, because, reason }) =>
              [outcome?.S, because?.S, reason?.S].filter(Boolean).join(", "),
            ),
        ),
        ...manyLines(
          "told",
          [...guard.notices, notice].map(({ Subject = "" }) => Subject),
        ),
        line("registered", `${version.arn}, ${version.approvalStatus}`),
        line("repeated", "the same event again, and the next alarm, start nothing"),
        line(
          "clean",
          `${clean.about}, ${clean.made}: no alarm, and no rule lets an alarm through that stops`,
        ),
      ],
    };
  } finally {
    await guard.server.close();
  }
}

/** The first model whose guard starts its pipeline when drift is found. */
function retrainedByDrift({ graph, resources }: Rehearsal): Retrained | undefined {
  const [guard] = ofType(graph, "aws:lambda/function:Function").filter(
    (lambda) => environmentOf(lambda).LIMITS_PREFIX !== undefined,
  );
  if (guard === undefined) return undefined;
  const prefix = environmentOf(guard).LIMITS_PREFIX ?? "";
  // Pulumi takes the value of every parameter for a secret, so that the graph does not show it; limits hold none.
  const parameters = new Map(
    ofType(graph, "aws:ssm/parameter:Parameter")
      .map(({ urn, inputs }) => [text(inputs.name), resources.find((each) => each.urn === urn)] as const)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, recorded]) => [name, text(unwrapped(recorded?.inputs.value))] as const),
  );
  for (const [name, value] of parameters) {
    const { mode, monitors, pipelineId } = JSON.parse(value) as {
      readonly mode: string;
      readonly monitors: readonly string[];
      readonly pipelineId: string;
    };
    if (mode === "retrain" && monitors.includes(MONITOR)) {
      const model = name.slice(prefix.length);
      const team = environmentOf(guard).TEAM ?? "";
      return { model, alarmName: `mlops-${team}-${model}-monitor-${MONITOR}`, pipelineId, parameters };
    }
  }
  return undefined;
}

/** "CloudWatch Alarm State Change", as CloudWatch documents it: what Publish counted rings the alarm, or stops it. */
function stateChange(alarmName: string, { violations }: Judgement, time: Date, number: number) {
  const value = (violations[MONITOR] ?? 0) > 0 ? "ALARM" : "OK";
  return {
    version: "0",
    id: `00000000-0000-4000-8000-00000000000${number}`,
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    time: time.toISOString(),
    resources: [],
    detail: { alarmName, state: { value }, previousState: { value: value === "OK" ? "ALARM" : "OK" } },
  };
}

function refuseQuiet(graph: Graph, alarmName: string, clean: Judgement): void {
  const [rule] = rulesMatching(graph, stateChange(alarmName, clean, new Date(0), 0));
  if (rule) {
    throw new Error(`rule ${rule.name} lets an alarm through that stops`);
  }
}
