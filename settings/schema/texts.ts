/** Texts that become names, descriptions and tags: each takes no more than the narrowest field that it ends up in. */
import { z } from "zod";

import { explained } from "./values";

/** SageMaker's form of descriptions, the narrowest that takes every language: no line breaks, no tabs. */
const ONE_LINE = /^[\p{L}\p{M}\p{Z}\p{S}\p{N}\p{P}]*$/u;

/** What every service takes as the value of a tag; `aws:` in front is kept for AWS. */
const TAG = /^(?!aws:)[\p{L}\p{N} _.:/=+@-]*$/iu;

/** What a session of a role and a user of IAM Identity Center can be called. */
const SESSION_NAME = /^[\w+=,.@-]*$/;

/** The longest session name; longer addresses are of nobody who could sign in. */
const LONGEST_ADDRESS = 64;

export const text = (description: string, max: number): z.ZodString =>
  explained(z.string().trim().min(1).max(max).regex(ONE_LINE), {
    description,
    allowed: `1 to ${max} characters of text in one line`,
    fix: "write a short text, without line breaks and tabs; in quotes if it is a number",
  });

/** Text that AWS keeps as the value of a tag. */
export const tagText = (description: string, max: number): z.ZodString =>
  explained(z.string().trim().min(1).max(max).regex(TAG), {
    description,
    allowed: `1 to ${max} characters: letters, digits, spaces and _.:/=+-@, since AWS takes no others in a tag`,
    fix: "respell it, for instance R+D for R&D; in quotes if it is a number",
  });

export const email = (description: string): z.ZodEmail =>
  explained(z.email().max(LONGEST_ADDRESS), {
    description,
    allowed: `an e-mail address of at most ${LONGEST_ADDRESS} characters`,
    fix: "write one address such as ml-platform@example.com, without blanks around it",
  });

/** Address that is also the value of a tag. */
export const owner = (description: string): z.ZodEmail =>
  explained(z.email().max(LONGEST_ADDRESS).regex(TAG), {
    description,
    allowed: `an e-mail address of at most ${LONGEST_ADDRESS} characters: letters, digits and _.+-@, since AWS takes no others in a tag`,
    fix: "write one address such as ml-platform@example.com; for a person with an apostrophe, the mailbox of the team",
  });

/** Sign-in name of a person, the same in Entra and in AWS. */
export const signInName = (description: string): z.ZodEmail =>
  explained(z.email().max(LONGEST_ADDRESS).regex(SESSION_NAME), {
    description,
    allowed: `an e-mail address of at most ${LONGEST_ADDRESS} characters: letters, digits and _.+-@, since IAM Identity Center and sessions of roles take no others`,
    fix: "write one address such as ada@example.com; a person with an apostrophe needs a user name without it, in Entra and in Identity Center",
  });
