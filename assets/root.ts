import { join } from "node:path";

/** Folder of this project. */
export const ROOT = join(__dirname, "..");
