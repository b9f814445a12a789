import type { Answer } from "./protocol";

/** Ends in `<publisher>/<extension>`. */
export const EXTENSION_PATH =
  /^\/[^/]+\/_apis\/extensionmanagement\/installedextensionsbyname\/([^/]+\/[^/]+)$/;

/** The extensions of an organization. */
export class InstalledExtensions {
  private readonly flags = new Map<string, string>();

  /** @param installed - State by `<publisher>/<extension>`: `none`, or `disabled`. */
  constructor(installed: Readonly<Record<string, string>> = {}) {
    this.flags = new Map(Object.entries(installed));
  }

  get names(): readonly string[] {
    return [...this.flags.keys()];
  }

  answer(method: string, extension: string): Answer {
    const flags = this.flags.get(extension);
    if (method === "POST") {
      if (flags !== undefined) {
        return {
          status: 409,
          body: { message: `TF1590010: The extension ${extension} is already installed.` },
        };
      }
      this.flags.set(extension, "none");
      return { status: 200, body: described("none") };
    }
    return flags === undefined
      ? { status: 404, body: { message: `TF1590011: The extension ${extension} is not installed.` } }
      : { status: 200, body: described(flags) };
  }
}

function described(flags: string): Record<string, unknown> {
  return { version: "1.15.0", installState: { flags } };
}
