import * as z from "zod";
import { FinalError } from "../shared/errors";
import { parseEvent } from "../shared/event";
import type { Log } from "../shared/log";
import { LARGEST_COPY, objectCreatedEvent } from "../shared/s3";
import { checkContent } from "./content";
import type { DatasetSchema, FileSchema } from "./dataset-schema";
import { parseDatasetSchema } from "./dataset-schema";
import { labelSchema } from "./labels";
import { placeOf, PREFIXES, quarantineKey, rawKey, reportKey, schemaKey } from "./places";
import type { Place } from "./places";
import type { Problem } from "./problems";
import { Problems } from "./problems";
import { Gone } from "./store";
import type { Arrival, Store } from "./store";

/**
 * How a message ended: the file went to raw/ or to quarantine/, or it had gone there before, or it is the marker of a
 * folder. In each case the message is done.
 */
export type Outcome = "accepted" | "quarantined" | "gone" | "ignored";

/** Message of the log line that the metric ArrivalsQuarantined counts. */
export const QUARANTINED = "arrival quarantined";

export interface Dependencies {
  readonly bucket: string;
  /** Models whose labels arrive. */
  readonly labelledModels: readonly string[];
  readonly store: Store;
  readonly log: Log;
}

/** An object in landing/ or ground-truth/, with its version. */
const eventSchema = objectCreatedEvent.extend({
  /** The day of arrival is taken from here, so that a repeated event gives the same day. */
  time: z.iso.datetime(),
  detail: objectCreatedEvent.shape.detail.extend({
    object: objectCreatedEvent.shape.detail.shape.object.extend({
      key: z
        .string()
        .refine(
          (key) => key.startsWith(PREFIXES.landing) || key.startsWith(PREFIXES.groundTruth),
          "the object lies neither in landing/ nor in ground-truth/",
        ),
      "version-id": z.string("the bucket has no versions").min(1),
    }),
  }),
});

interface File extends Arrival {
  readonly size: number;
  /** ISO 8601, UTC. */
  readonly arrivedAt: string;
}

/**
 * Checks the file that one queued event tells of, and moves it to raw/ or quarantine/.
 * @param body body of the SQS message: an EventBridge event in JSON
 * @throws when the file has not been moved; the message must then stay on the queue
 */
export async function validateArrival(body: string, dependencies: Dependencies): Promise<Outcome> {
  const file = fileOf(body, dependencies.bucket);
  const told = { key: file.key, versionId: file.versionId };
  if (file.key.endsWith("/")) {
    return "ignored";
  }
  try {
    const place = placeOf(file.key, dependencies.labelledModels);
    const problems = await problemsOf(file, place, dependencies.store);
    if (problems.list.length === 0 && place.kind !== "nowhere") {
      const target = rawKey(place, file.arrivedAt);
      await dependencies.store.move(file, target);
      dependencies.log("arrival accepted", { ...told, target });
      return "accepted";
    }
    const target = await quarantine(file, place, problems, dependencies.store);
    dependencies.log(QUARANTINED, { ...told, target, problems: problems.list });
    return "quarantined";
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    dependencies.log("gone: the file had been moved or removed before", told);
    return "gone";
  }
}

function fileOf(body: string, bucket: string): File {
  const { time, detail } = parseEvent(body, eventSchema, "the message is not an event of an arrival");
  if (detail.bucket.name !== bucket) {
    throw new FinalError(`the message is about another bucket than ${bucket}`);
  }
  const { key, size, "version-id": versionId } = detail.object;
  return { key, size, versionId, arrivedAt: time };
}

async function problemsOf(file: File, place: Place, store: Store): Promise<Problems> {
  const problems = new Problems();
  if (file.size > LARGEST_COPY) {
    throw new FinalError(`${file.key} has ${file.size} bytes, S3 moves at most ${LARGEST_COPY} at once`);
  }
  if (place.kind === "nowhere") {
    problems.add({ code: "bad-place", message: place.problem });
    return problems;
  }
  const schema = await (place.kind === "labels" ? labelSchema(place.file) : readSchema(place.dataset, store));
  if (schema === undefined) {
    problems.add(place.kind === "labels" ? NO_LABELS : unknownDataset(place.dataset));
    return problems;
  }
  checkOutside(file, place.file, schema, problems);
  if (problems.list.length === 0) {
    await checkContent(await store.open(file), schema, problems);
  }
  return problems;
}

const NO_LABELS: Problem = {
  code: "wrong-extension",
  message: "files of labels end with .jsonl or .csv; other formats cannot be checked row by row",
};

function unknownDataset(dataset: string): Problem {
  return { code: "unknown-data-set", message: `there is no ${schemaKey(dataset)}` };
}

async function readSchema(dataset: string, store: Store): Promise<DatasetSchema | undefined> {
  const text = await store.readText(schemaKey(dataset));
  return text === undefined ? undefined : parseDatasetSchema(dataset, text);
}

/** Problems that are known without reading the file. */
function checkOutside(file: File, name: string, schema: FileSchema, problems: Problems): void {
  if (!name.endsWith(`.${schema.format}`)) {
    const message = `files of this data set end with .${schema.format}; other formats cannot be checked row by row`;
    problems.add({ code: "wrong-extension", message });
  } else if (file.size === 0) {
    problems.add({ code: "empty", message: "the file is empty" });
  } else if (file.size > schema.maxBytes) {
    problems.add({
      code: "too-big",
      message: `the file has ${file.size} bytes, allowed are ${schema.maxBytes}`,
    });
  }
}

/** The reasons come first: a file in quarantine is never without them. */
async function quarantine(file: File, place: Place, problems: Problems, store: Store): Promise<string> {
  const target = quarantineKey(file.key, place);
  await store.writeJson(reportKey(target), {
    file: file.key,
    versionId: file.versionId,
    arrivedAt: file.arrivedAt,
    problems: problems.list,
    moreProblems: problems.more,
  });
  await store.move(file, target, { problem: problems.list[0]?.code ?? "bad-value" });
  return target;
}
