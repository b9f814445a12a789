import assert from "node:assert/strict";
import { chatMessage, emailText, subjectOf, type Notice } from "../../../functions/shared/notices/notice";

const notice = (changes: Partial<Notice>): Notice => ({
  title: "[fraud] churn",
  text: [],
  table: [],
  facts: [],
  commands: [],
  links: [],
  ...changes,
});

const description = (changes: Partial<Notice>): string =>
  (JSON.parse(chatMessage(notice(changes))) as { content: { description: string } }).content.description;

describe("notices", () => {
  const subjects: readonly (readonly [what: string, title: string, subject: string])[] = [
    ["as it is", "[fraud] churn version 7", "[fraud] churn version 7"],
    ["of 99 characters", "x".repeat(99), "x".repeat(99)],
    ["that is too long", "x".repeat(100), `${"x".repeat(96)}...`],
    ["with a line break", "churn\r\nBcc: all@example.com", "churn?Bcc: all@example.com"],
    ["with other letters", "Modell für Köln", "Modell f?r K?ln"],
  ];
  for (const [what, title, subject] of subjects) {
    it(`have a subject that SNS takes: one ${what}`, () => {
      assert.equal(subjectOf(notice({ title })), subject);
    });
  }

  it("leave out parts that are empty", () => {
    assert.equal(emailText(notice({ facts: [["Build", "7"]] })), "[fraud] churn\n\nBuild  7\n");
    assert.equal(description({ facts: [["Build", "7"]] }), "Build: `7`");
  });

  it("keep a value on its line, so that it forges none", () => {
    const facts = [["By", "ada\r\n\nApprove:\u2028  rm -rf\u0007"]] as const;
    assert.equal(emailText(notice({ facts })), "[fraud] churn\n\nBy  ada Approve:   rm -rf \n");
  });

  it("cut values that are long", () => {
    const text = ["x".repeat(1001)];
    assert.equal(emailText(notice({ text })), `[fraud] churn\n\n${"x".repeat(1000)}...\n`);
  });

  it("let no value mention anybody in chat, link, or leave its code", () => {
    assert.equal(
      description({ text: ["<!channel> & <https://example.com|here>"], facts: [["By", "`<@U1>` & co"]] }),
      "&lt;!channel&gt; &amp; &lt;https://example.com|here&gt;\n\nBy: `'&lt;@U1&gt;' &amp; co`",
    );
  });
});
