import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { ROOT } from "../../assets/root";
import type { SeedTemplate } from "../../assets/seeds/seed-commit";
import { renderTemplate } from "../../assets/seeds/seed-template";
import type { Files } from "../azure-devops/seeded-files";

/** Content of a repository that a template without values has filled. */
export function seedOf(template: Extract<SeedTemplate, "model-build" | "model-deploy">): Files {
  const files = renderTemplate({ template, values: {} });
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

/** Writes a repository as it lies on an agent's disk: what runs is what is seeded. Its packages are those of this project. */
export function writeCheckout(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
}
