import * as z from "zod";
import { FinalError } from "../shared/azure-devops/errors";
import { parseEvent } from "../shared/event";

/** Monitors whose alarms may ask for training, as alarms are named after them. */
export const MONITORS = ["data-quality", "drift", "model-quality", "bias", "explainability"] as const;
export type Monitor = (typeof MONITORS)[number];

/** Limits that a person may set aside, by name. */
export const SET_ASIDE = ["cool-down", "budget"] as const;
export type SetAside = (typeof SET_ASIDE)[number];

/** Somebody or something asks that a model be trained. */
export interface Request {
  /** The same for every delivery of one request, and for no other. */
  readonly id: string;
  readonly model: string;
  readonly by: "alarm" | "schedule" | "person";
  /** When it was asked, in ISO 8601. */
  readonly at: string;
  /** Short and safe text: it becomes a parameter of the build. */
  readonly reason: string;
  /** The monitor whose alarm asks. */
  readonly monitor?: Monitor;
  /** Limits that the person sets aside. */
  readonly despite: readonly SetAside[];
  /** Who sent the message, as SQS knows. */
  readonly sender: string;
}

/** What the schedules send; components/events/retraining-schedules.ts. */
export const SCHEDULE_DETAIL_TYPE = "Retraining by schedule";
/** What `npm run retrain` sends. */
export const PERSON_DETAIL_TYPE = "Retraining by hand";

/** Longest reason of a person, in characters. */
export const LONGEST_REASON = 120;

/** What Model Build takes as a reason: text that no shell and no template acts on. */
const REASON = /^[A-Za-z0-9 _.:/=+@-]+$/;

export const reasonSchema = z
  .string()
  .min(1)
  .max(LONGEST_REASON)
  .regex(REASON, "takes letters, digits, spaces and _.:/=+@- only");

const id = z.string().regex(/^[A-Za-z0-9:._-]{1,100}$/, "expected an id");
const time = z.iso.datetime({ offset: true });
const model = z.string().regex(/^[a-z0-9-]{1,40}$/, "expected the name of a model");

/** Of an alarm, the part that counts: "CloudWatch Alarm State Change", an EventBridge event. */
const schema = z.discriminatedUnion("detail-type", [
  z.object({
    source: z.literal("aws.cloudwatch"),
    "detail-type": z.literal("CloudWatch Alarm State Change"),
    id,
    time,
    detail: z.object({ alarmName: z.string(), state: z.object({ value: z.literal("ALARM") }) }),
  }),
  z.object({
    source: z.literal("mlops.schedule"),
    "detail-type": z.literal(SCHEDULE_DETAIL_TYPE),
    time,
    detail: z.object({ model }),
  }),
  z.object({
    source: z.literal("mlops.person"),
    "detail-type": z.literal(PERSON_DETAIL_TYPE),
    id,
    time,
    detail: z.object({
      model,
      reason: reasonSchema,
      despite: z.array(z.enum(SET_ASIDE)).max(SET_ASIDE.length),
    }),
  }),
]);

/** Body of the message by which a person asks; the input of {@link parseRequest}. */
export type PersonMessage = Extract<z.input<typeof schema>, { source: "mlops.person" }>;

/**
 * Reads the body of a message: an alarm, what a schedule sends, or what a person sends.
 *
 * @param team - Names of alarms begin with it.
 * @param sender - Who sent the message, as SQS knows.
 * @throws FinalError when it is none of them.
 */
export function parseRequest(body: string, team: string, sender: string): Request {
  const data = parseEvent(
    body,
    schema,
    "the message asks for no training",
    (message) => new FinalError("message-malformed", message),
  );
  const common = { at: new Date(data.time).toISOString(), despite: [], sender };
  switch (data["detail-type"]) {
    case "CloudWatch Alarm State Change": {
      const alarm = alarmOf(data.detail.alarmName, team);
      return { ...common, ...alarm, id: data.id, by: "alarm", reason: `${alarm.monitor} alarm` };
    }
    case SCHEDULE_DETAIL_TYPE:
      // A schedule fires once for each of its times, whatever attempt delivers it.
      return {
        ...common,
        id: `schedule.${data.detail.model}.${common.at}`,
        model: data.detail.model,
        by: "schedule",
        reason: "schedule",
      };
    case PERSON_DETAIL_TYPE:
      return { ...common, ...data.detail, id: data.id, by: "person" };
  }
}

function alarmOf(name: string, team: string): { readonly model: string; readonly monitor: Monitor } {
  const pattern = new RegExp(`^mlops-${team}-([a-z0-9-]+)-monitor-(${MONITORS.join("|")})$`);
  const [, named, monitor] = pattern.exec(name) ?? [];
  if (named === undefined || monitor === undefined) {
    throw new FinalError("message-malformed", `alarm ${name} is not one of a monitor of team ${team}`);
  }
  return { model: named, monitor: monitor as Monitor };
}
