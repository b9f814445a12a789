import { seedDigest } from "../../assets/seeds/seed-commit";
import type { FilledTemplate } from "../../assets/seeds/seed-template";
import { renderTemplate } from "../../assets/seeds/seed-template";
import { ofType } from "../rehearsal/graph-lookup";
import type { Graph, GraphResource } from "../rehearsal/graph";

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

export const SEED = "azure-repos:index:RepositorySeed";

/**
 * What a seed of the graph pushes: as the plugin does it, from the template and the values.
 *
 * @throws Error if the template has changed since the stack was rehearsed
 */
export function filesOfSeed(seed: GraphResource): Files {
  const files = renderTemplate(seed.inputs as unknown as FilledTemplate);
  if (seedDigest(files) !== seed.inputs.digest) {
    throw new Error(`the template of ${seed.name} has changed since the stack was rehearsed`);
  }
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

/** First content of a repository: none if nothing seeds it. @param read - What a seed pushes. */
export function seededFiles(graph: Graph, repository: GraphResource, read = filesOfSeed): Files {
  const seeds = ofType(graph, SEED).filter(({ inputs }) => inputs.repositoryId === repository.id);
  return Object.assign({}, ...seeds.map(read)) as Files;
}
