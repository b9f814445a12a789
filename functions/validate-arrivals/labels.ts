import type { FileSchema } from "./dataset-schema";
import { MOST_BYTES } from "./dataset-schema";

/** Forms of files of labels, by the ending of their names. */
const FORMATS = ["csv", "jsonl"] as const;

/**
 * What files of labels look like, in either form; the last label of an id counts, by its time. Nobody writes this schema:
 * whoever judges a model relies on it.
 * @returns undefined for a file of another form
 */
export function labelSchema(file: string): FileSchema | undefined {
  const format = FORMATS.find((one) => file.endsWith(`.${one}`));
  return format === undefined
    ? undefined
    : {
        format,
        maxBytes: MOST_BYTES,
        columns: {
          inference_id: { type: "id", required: true },
          label: { type: "label", required: true },
          time: { type: "moment", required: true },
        },
      };
}
