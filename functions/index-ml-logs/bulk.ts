import { errors } from "@opensearch-project/opensearch";
import type { Client } from "@opensearch-project/opensearch";
import type { Indexed } from "./document";

/** What became of a document: it is in the index; it may be when tried again; it never will be, and why. */
export type Outcome =
  | { readonly result: "indexed" }
  | { readonly result: "later"; readonly reason: string }
  | { readonly result: "refused"; readonly reason: string };

/** Domains of small instances refuse requests of more than 10 MiB; half of it leaves them room to work. */
const MAX_BYTES = 5 * 1024 * 1024;

interface Item {
  readonly status: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

/**
 * Writes documents in as few requests as the domain takes.
 *
 * @returns what became of each, in the order given. After a request that failed as a whole, no more are sent.
 */
export async function writeAll(client: Client, documents: readonly Indexed[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  try {
    for (const chunk of chunks(documents)) {
      outcomes.push(...(await write(client, chunk)));
    }
    return outcomes;
  } catch (error) {
    const later: Outcome = { result: "later", reason: reasonOf(error) };
    return [...outcomes, ...documents.slice(outcomes.length).map(() => later)];
  }
}

async function write(client: Client, documents: readonly Indexed[]): Promise<Outcome[]> {
  const { body } = await client.bulk({
    body: documents.flatMap(({ id, index, document }) => [{ index: { _index: index, _id: id } }, document]),
  });
  const items = body.items as unknown as readonly { readonly index: Item }[];
  if (items.length !== documents.length) {
    throw new Error("the domain did not say what became of every document");
  }
  return items.map(({ index }) => outcomeOf(index));
}

/** Throttling and outages pass; what a mapping refuses, it refuses again. */
function outcomeOf({ status, error }: Item): Outcome {
  if (error === undefined) {
    return { result: "indexed" };
  }
  const reason = `${error.type ?? "error"}: ${error.reason ?? "no reason given"}`;
  // 403: the domain takes no writes, or not from this role; both are mended in the domain.
  return { result: status === 429 || status === 403 || status >= 500 ? "later" : "refused", reason };
}

/** Groups of documents that stay below the limit; a document above it goes alone. */
function chunks(documents: readonly Indexed[]): Indexed[][] {
  const result: Indexed[][] = [];
  let room = 0;
  for (const document of documents) {
    const bytes = bytesOf(document);
    const last = result.at(-1);
    if (last === undefined || bytes > room) {
      result.push([document]);
      room = MAX_BYTES - bytes;
    } else {
      last.push(document);
      room -= bytes;
    }
  }
  return result;
}

/** Both lines of a document in the request. */
function bytesOf({ id, index, document }: Indexed): number {
  const action = JSON.stringify({ index: { _index: index, _id: id } });
  return Buffer.byteLength(action) + Buffer.byteLength(JSON.stringify(document)) + 2;
}

/** Status and kind of a failure; the message of the client may quote the request, and with it logs. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.ResponseError) {
    const hint =
      error.statusCode === 403 ? "; the role is not mapped in the domain, or not in its access policy" : "";
    return `the domain answers ${error.statusCode}${hint}`;
  }
  return error instanceof Error ? error.name : "unknown";
}
