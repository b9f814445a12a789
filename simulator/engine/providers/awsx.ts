import { version } from "@pulumi/awsx/package.json";

import { serveProvider } from "./provider";

serveProvider(version);
