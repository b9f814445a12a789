// Writes docs/configuration.md from the settings' schemas: `npm run docs`. A test holds the file against them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { configurationReference } from "../settings/reference";

writeFileSync(join(__dirname, "..", "docs", "configuration.md"), configurationReference());
