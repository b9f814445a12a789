import type { SchemaNode } from "./problems";
import { describeSchema } from "./problems";
import { SCHEMAS } from "./schema";

const INTRODUCTION = `# Configuration reference

Generated from \`settings/schema/\` by \`npm run docs\`; a test holds this page against the code.

Settings live in \`Pulumi.<stack>.yaml\`, each key with the prefix \`mlops:\`. They are checked before anything is
created: every problem is reported at once, with the key, what was given, what is allowed and how to fix it.
Keys that are not listed here are errors.

Each stack file also sets \`pulumi:disable-default-providers: ["*"]\`, so that nothing acts with whatever
credentials happen to be at hand.

Two keys may only hold secrets. \`mlops:azureDevOpsToken\` is a personal access token with which the program manages
Azure DevOps (\`pulumi config set --secret mlops:azureDevOpsToken\`). Leave it out in pipelines: without it the
providers read \`AZDO_PERSONAL_ACCESS_TOKEN\`, or \`ARM_*\` for an Entra identity. \`mlops:azureDataLakeSasToken\` is the
shared access signature with which DataSync reads the Azure container; it is needed where
\`dataSources.azureDataLake.via\` is \`dataSync\`.
`;

const TITLES: Readonly<Record<string, string>> = {
  organization: "The organization stack (`kind: organization`)",
  "landing-zone": "A team's landing zone (`kind: landing-zone`)",
};

/** docs/configuration.md: every setting of both kinds of stack, with its default and what is allowed. */
export function configurationReference(): string {
  const sections = Object.entries(SCHEMAS).map(([kind, schema]) => {
    const rows = rowsOf(describeSchema(schema), "");
    return [
      `## ${TITLES[kind] ?? kind}`,
      "",
      "| key | required | default | allowed | meaning |",
      "| --- | --- | --- | --- | --- |",
      ...rows,
      "",
    ].join("\n");
  });
  return [INTRODUCTION, ...sections].join("\n");
}

function rowsOf(node: SchemaNode, prefix: string): string[] {
  const children = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const required = node.required?.includes(key) === true && child.default === undefined;
    return [row(prefix + key, child, required), ...rowsOf(child, `${prefix}${key}.`)];
  });
  const entry = node.additionalProperties;
  const entries = entry ? rowsOf(entry, `${prefix}<name>.`) : [];
  const items = node.items ? rowsOf(node.items, prefix.replace(/\.$/, "[].")) : [];
  return [...children, ...entries, ...items];
}

function row(key: string, node: SchemaNode, required: boolean): string {
  const fallback = node.default === undefined ? "" : `\`${JSON.stringify(node.default)}\``;
  const cells = [`\`${key}\``, required ? "yes" : "", fallback, node.allowed ?? "", node.description ?? ""];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
