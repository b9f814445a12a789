import { InvalidInput } from "../../shared/problems";

/** @throws InvalidInput that names the file if the text is no JSON; nothing of the text is told. */
export function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidInput(file, ["it is no JSON: look for a comma, quote or bracket too many or too few"]);
  }
}
