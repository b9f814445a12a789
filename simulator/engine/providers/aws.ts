import { version } from "@pulumi/aws/package.json";

import { serveProvider } from "./provider";

serveProvider(version);
