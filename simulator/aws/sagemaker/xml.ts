type XmlValue = string | number | boolean | XmlElements;

/** Elements in order; undefined ones are left out, and a list repeats its element. */
export interface XmlElements {
  readonly [name: string]: XmlValue | readonly XmlValue[] | undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** An XML document of one element. */
export function xml(root: string, elements: XmlElements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${written(elements)}</${root}>`;
}

function written(elements: XmlElements): string {
  return Object.entries(elements)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      const items = isList(value) ? value : [value];
      return items.map((item) => {
        const content = typeof item === "object" ? written(item) : escaped(String(item));
        return `<${name}>${content}</${name}>`;
      });
    })
    .join("");
}

function isList(value: XmlValue | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}
