import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { ROOT } from "../../../assets/root";

/** What the deploy program is made of; tools and tests of the repository are left out. */
const PARTS = ["Pulumi.yaml", "index.ts", "models", "package.json", "program", "tsconfig.json"];

const REPOSITORY = join(ROOT, "repositories", "model-deploy");

/**
 * Copies the repository Model Deploy as a team would have it: with files of models. Its packages are those of this clone.
 *
 * @param models - Content of models/<name>.yaml by name.
 */
export async function copyDeployProgram(
  folder: string,
  models: Readonly<Record<string, string>>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await Promise.all(PARTS.map((part) => cp(join(REPOSITORY, part), join(folder, part), { recursive: true })));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
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
export async function sampleContract(): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(join(REPOSITORY, "tests", "program", "sample-contract.json"), "utf8");
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
