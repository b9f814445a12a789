import { existsSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../root";
import { PIPELINE_FILE } from "../../settings/azure-devops-names";
import { withoutBaselines } from "./baselines";
import type { SeedFile } from "./seed";
import { checkSeed, renderSeed } from "./seed";
import type { SeedTemplate } from "./seed-commit";
import { readSeed, readSeedFile, readSeedFolder } from "./seed-files";
import { SHARED_FOLDER, withShared } from "./shared-files";

/** Templates as they are written, before anything is filled in: those of this folder, or of an earlier version. */
export interface TemplateSource {
  /** Files of `repositories/<template>`. */
  readonly files: (template: SeedTemplate) => SeedFile[];
  /** Files of `repositories/shared`: none in versions before it was there. */
  readonly shared: () => SeedFile[];
  /** The file at the root that defines the Infrastructure pipeline. */
  readonly pipelineFile: () => SeedFile;
}

/** The templates of a folder that holds this project, or an earlier version of it. */
export function templatesIn(root: string): TemplateSource {
  const shared = join(root, "repositories", SHARED_FOLDER);
  return {
    files: (template) => readSeed(join(root, "repositories", template)),
    shared: () => (existsSync(shared) ? readSeedFolder(shared) : []),
    pipelineFile: () => readSeedFile(root, PIPELINE_FILE),
  };
}

/** A template and what fills it in. */
export interface FilledTemplate {
  readonly template: SeedTemplate;
  /** Values of the tokens `{{ name }}`. */
  readonly values: Readonly<Record<string, string>>;
  /** Descriptions by name of environment: each gets a folder. @default none */
  readonly environments?: Readonly<Record<string, string>>;
}

/**
 * First content of a repository: a template of repositories/, filled in. Those of Model Build and Model Deploy have no
 * tokens: what differs between models and teams comes from the pipelines' variables.
 *
 * Both the program and, at the time of the push, the plugin call it, and compare the digests.
 *
 * @param source - Where the template comes from. @default this project
 * @throws Error if a file cannot be read or filled in, or if the files cannot be a repository
 */
export function renderTemplate(
  { template, values, environments = {} }: FilledTemplate,
  source: TemplateSource = templatesIn(ROOT),
): SeedFile[] {
  const files = filled(source, template, values, environments);
  checkSeed(template, files);
  return files;
}

function filled(
  source: TemplateSource,
  template: SeedTemplate,
  values: FilledTemplate["values"],
  environments: Readonly<Record<string, string>>,
): SeedFile[] {
  const files = source.files(template);
  switch (template) {
    case "model-build":
      return withShared(withoutBaselines(files, values), source.shared());
    case "model-deploy":
      return withShared(files, source.shared());
    case "environments":
      return environmentSeeds(files, values, environments);
    case "infrastructure":
      // The Infrastructure pipeline is this project's own: the team pushes the project beside it.
      return [...renderSeed(files, values), source.pipelineFile()];
  }
}

/** The files of `template/` become those of each environment's folder. */
function environmentSeeds(
  files: readonly SeedFile[],
  values: FilledTemplate["values"],
  environments: Readonly<Record<string, string>>,
): SeedFile[] {
  const inTemplate = ({ path }: SeedFile): boolean => path.startsWith("template/");
  const folders = Object.entries(environments).flatMap(([environment, description]) =>
    renderSeed(
      files.filter(inTemplate).map(({ path, content }) => ({
        path: path.replace("template", `environments/${environment}`),
        content,
      })),
      { ...values, environment, description },
    ),
  );
  return [
    ...renderSeed(
      files.filter((file) => !inTemplate(file)),
      values,
    ),
    ...folders,
  ];
}
