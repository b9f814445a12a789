import { describeSchema } from "../../settings/problems";
import type { SchemaNode } from "../../settings/problems";
import type { StackKind } from "../../settings/schema";
import { SCHEMAS } from "../../settings/schema";

/**
 * Settings of a kind of stack that somebody can change, as docs/configuration.md names them: values, lists, whatever has
 * names of its own, and parts that can be left out. What only holds others is changed by changing those.
 */
export function settingsOf(kind: StackKind): string[] {
  return below(describeSchema(SCHEMAS[kind]), "").filter((key) => key !== "kind");
}

function below(node: SchemaNode, prefix: string): string[] {
  const children = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const optional = node.required?.includes(key) !== true && child.default === undefined;
    return [
      ...(child.properties !== undefined && !optional ? [] : [prefix + key]),
      ...below(child, `${prefix}${key}.`),
    ];
  });
  const named = node.additionalProperties ? below(node.additionalProperties, `${prefix}<name>.`) : [];
  const items = node.items ? below(node.items, prefix.replace(/\.$/, "[].")) : [];
  return [...children, ...named, ...items];
}
