import { join } from "node:path";

import type { Graph } from "../../simulator/rehearsal/graph";
import { renderDocuments, renderResources } from "./render";

/** A file that says what a sample's graph holds, and is read in every change. */
export interface Golden {
  readonly sample: "full" | "organization" | "trial";
  readonly name: string;
  readonly render: (graph: Graph) => string;
}

export const GOLDEN: readonly Golden[] = [
  { sample: "full", name: "full-resources.txt", render: renderResources },
  { sample: "organization", name: "organization-resources.txt", render: renderResources },
  { sample: "full", name: "full-documents.txt", render: renderDocuments },
  { sample: "organization", name: "organization-documents.txt", render: renderDocuments },
  { sample: "trial", name: "trial-documents.txt", render: renderDocuments },
];

export function goldenFile({ name }: Golden): string {
  return join(__dirname, name);
}
