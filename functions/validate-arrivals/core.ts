import * as z from "zod";
import { FinalError } from "../shared/errors";
import { parseEvent } from "../shared/event";
import type { Log } from "../shared/log";
import { LARGEST_COPY, objectCreatedEvent } from "../shared/s3";
import { checkContent } from "./content";
import type { DatasetSchema, FileSchema } from "./dataset-schema";
import { parseDatasetSchema } from "./dataset-schema";
import { labelSchema } from "./labels";
import { checkParquet } from "./parquet";
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
  /** Starts the job that makes curated data; what it cannot start now, the nightly run makes. */
  readonly curate: () => Promise<void>;
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
    const { problems, rows, atOnce } = await judged(file, place, dependencies.store);
    if (problems.list.length === 0 && place.kind !== "nowhere") {
      const target = rawKey(place, file.arrivedAt);
      // The job that curates reads as many rows, or says that it does not.
      await dependencies.store.move(file, target, { metadata: { rows: String(rows) } });
      dependencies.log("arrival accepted", { ...told, target, rows });
      if (atOnce) await dependencies.curate();
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

/** A file, as far as it was read. */
interface Judged {
  readonly problems: Problems;
  readonly rows: number;
  /** Whether the file is to be curated now. */
  readonly atOnce: boolean;
}

async function judged(file: File, place: Place, store: Store): Promise<Judged> {
  const problems = new Problems();
  const unread = { problems, rows: 0, atOnce: false };
  if (file.size > LARGEST_COPY) {
    throw new FinalError(`${file.key} has ${file.size} bytes, S3 moves at most ${LARGEST_COPY} at once`);
  }
  if (place.kind === "nowhere") {
    problems.add({ code: "bad-place", message: place.problem });
    return unread;
  }
  const dataset = place.kind === "data" ? await readSchema(place.dataset, store) : undefined;
  const schema = place.kind === "labels" ? labelSchema(place.file) : dataset;
  if (schema === undefined) {
    problems.add(place.kind === "labels" ? NO_LABELS : unknownDataset(place.dataset));
    return unread;
  }
  checkOutside(file, place.file, schema, problems);
  if (problems.list.length > 0) {
    return unread;
  }
  const rows =
    schema.format === "parquet"
      ? await checkParquet(
          { byteLength: file.size, slice: (start, end = file.size) => store.slice(file, start, end) },
          schema,
          problems,
        )
      : await checkContent(await store.open(file), schema, problems);
  return { problems, rows, atOnce: dataset?.curate === "on-arrival" };
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
    const message = `files of this data set end with .${schema.format}; nothing else is read, and no file that is packed`;
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
  await store.move(file, target, { tags: { problem: problems.list[0]?.code ?? "bad-value" } });
  return target;
}
