import { isOffered } from "../../settings/offered";
import type { SeedFile } from "./seed";

/** Services that make baselines, by their key in config.yaml of Model Build. */
const SERVICES = ["modelMonitor", "clarify"] as const;

/** Value of a template that names what {@link withoutBaselines} leaves out. */
const LEFT_OUT = "baselinesLeftOut";

/** Value of the template of Model Build; none where the Region has both services. */
export function baselineValues(region: string): Readonly<Record<string, string>> {
  const missing = SERVICES.filter((service) => !isOffered(service, region));
  return missing.length === 0 ? {} : { [LEFT_OUT]: missing.join(", ") };
}

/**
 * Files of Model Build that ask for no baselines of services that the Region lacks: the first build would fail.
 *
 * @throws Error if the configuration does not say what it is to stop saying
 */
export function withoutBaselines(
  files: readonly SeedFile[],
  values: Readonly<Record<string, string>>,
): readonly SeedFile[] {
  const services = values[LEFT_OUT]?.split(", ") ?? [];
  return services.reduce<readonly SeedFile[]>(
    (before, service) => before.map((file) => (file.path === "config.yaml" ? leftOut(file, service) : file)),
    files,
  );
}

function leftOut({ path, content }: SeedFile, service: string): SeedFile {
  const changed = content.replace(`    ${service}: true\n`, `    ${service}: false\n`);
  if (changed === content) {
    throw new Error(`seed file ${path} has no line "${service}: true" to change: correct the template`);
  }
  return { path, content: changed };
}
