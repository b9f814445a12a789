import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { seedOf, writeCheckout } from "../write-checkout";

/** What the deploy program is made of; tools and tests of the repository are left out. */
const PARTS = /^(Pulumi\.yaml|index\.ts|package\.json|tsconfig\.json|(models|program|shared)\/.*)$/;

/**
 * Writes the repository Model Deploy as a team would have it: with files of models. Its packages are those of this clone.
 *
 * @param models - Content of models/<name>.yaml by name.
 */
export async function copyDeployProgram(
  folder: string,
  models: Readonly<Record<string, string>>,
): Promise<string> {
  const files = Object.entries(seedOf("model-deploy")).filter(([path]) => PARTS.test(path));
  writeCheckout(folder, Object.fromEntries(files));
  await writeModels(folder, models);
  return folder;
}

/** Changes files of models, or adds some. */
export async function writeModels(folder: string, models: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(models)) {
    await writeFile(join(folder, "models", `${name}.yaml`), content);
  }
}

/** The contract that the repository's own tests use, as plain values. */
export function sampleContract(): Readonly<Record<string, unknown>> {
  const text = seedOf("model-deploy")["tests/program/sample-contract.json"] ?? "";
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
