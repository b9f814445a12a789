import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Analyzer, startAnalyzer } from "../../rehearsal/analyzer";

/** Policy packs that judge deployments: one process for each content, since each deployment fetches the same pack again. */
export class PolicyPacks {
  private readonly analyzers = new Map<string, Analyzer>();

  /** @param folder - Where the pack is, until it has started. */
  analyzer(folder: string): Analyzer {
    const content = createHash("sha256")
      .update(readFileSync(join(folder, "index.js")))
      .digest("hex");
    const analyzer = this.analyzers.get(content) ?? startAnalyzer(folder);
    this.analyzers.set(content, analyzer);
    return analyzer;
  }

  stop(): void {
    for (const analyzer of this.analyzers.values()) {
      analyzer.stop();
    }
  }
}
