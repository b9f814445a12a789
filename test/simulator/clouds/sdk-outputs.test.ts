import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { simulate, simulatedTypes } from "../../../simulator/clouds";
import { awsTypes, sample } from "./samples";
import { AWS, AZURE_DEVOPS } from "../../support/types";

const folderOf = (sdk: string): string => dirname(require.resolve(`${sdk}/package.json`));
const SOURCES: readonly (readonly [packagePrefix: string, folder: string, extension: string])[] = [
  ["aws:", folderOf("@pulumi/aws"), ".d.ts"],
  ["azuredevops:index/", folderOf("@pulumi/azuredevops"), ".ts"],
];
/** Providers have no outputs, and the project's own plugin no SDK. */
const types = simulatedTypes.filter((type) => !/^(pulumi|azure-repos):/.test(type));

/** The class and the arguments of a type, as its SDK declares them. */
function declarationOf(type: string): { readonly outputs: string; readonly args: string } {
  const [prefix = "", folder = "", extension = ""] = SOURCES.find(([start]) => type.startsWith(start)) ?? [];
  const [module = "", className = ""] = type.slice(prefix.length).split(":");
  const source = readFileSync(fileAt(join(folder, module + extension)), "utf8");
  const between = (start: RegExp, end: string): string => source.split(start)[1]?.split(end)[0] ?? "";
  return {
    outputs: between(/export (?:declare )?class /, "constructor("),
    args: between(new RegExp(`export interface ${className}Args {`), "\n}"),
  };
}

/** The SDK writes some names of files in other capitals than the tokens, such as s3location.d.ts. */
function fileAt(path: string): string {
  const wanted = basename(path).toLowerCase();
  const found = readdirSync(dirname(path)).find((file) => file.toLowerCase() === wanted);
  return found === undefined ? path : join(dirname(path), found);
}

/**
 * Outputs that the SDK promises always to have. Left out: single nested blocks, which are absent in the real state too
 * where nobody set them, in spite of their type; and required arguments, which the program gives.
 */
function promisedOutputs(type: string): string[] {
  const { outputs, args } = declarationOf(type);
  const required = new Set([...args.matchAll(/^ +(?:readonly )?(\w+): /gm)].map(([, name]) => name));
  return [...outputs.matchAll(/readonly (\w+): pulumi\.Output<([^|\n]+)>;/g)]
    .filter(
      ([, name, kind = ""]) => !required.has(name) && (!kind.startsWith("outputs.") || kind.endsWith("[]")),
    )
    .map(([, name = ""]) => name);
}

describe("simulated resources have every output that their SDK promises", () => {
  for (const type of types) {
    it(type, () => {
      const { outputs } = simulate(sample(type));
      assert.deepEqual(
        promisedOutputs(type).filter((name) => outputs[name] === undefined),
        [],
      );
    });
  }

  it("finds promised outputs where there are some", () => {
    assert.deepEqual(promisedOutputs(AZURE_DEVOPS.BuildDefinition), ["name", "revision"]);
    assert.deepEqual(promisedOutputs(AWS.kms.Key), [
      "arn",
      "description",
      "keyId",
      "multiRegion",
      "policy",
      "region",
      "rotationPeriodInDays",
    ]);
  });

  it("answers with all tags wherever the SDK has them", () => {
    const taggable = awsTypes.filter((type) => declarationOf(type).outputs.includes("readonly tagsAll:"));
    const simulated = awsTypes.filter((type) => simulate(sample(type)).outputs.tagsAll !== undefined);
    assert.deepEqual(simulated, taggable);
    assert.ok(taggable.includes(AWS.kms.Key));
  });

  it("adds no output that the SDK does not know", () => {
    const unknown = types.flatMap((type) => {
      const { outputs } = declarationOf(type);
      return Object.keys(simulate(sample(type)).outputs)
        .filter((name) => !outputs.includes(`readonly ${name}: `))
        .map((name) => `${type} ${name}`);
    });
    assert.deepEqual(unknown, []);
  });
});
