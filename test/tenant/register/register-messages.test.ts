import assert from "node:assert/strict";
import { registerOnDay } from "../../../src/law/model/register";
import { renderFinding } from "../../../src/report/finding";
import { isoDate } from "../../../src/text/iso-date";
import { overdueReviews, tooFarReviews } from "../../../src/words/reviews";
import { ALICE, BOB, errorsOf, REST, registerOf } from "./register-builders";

const messageOf = (content: string | undefined) => errorsOf(content).map(renderFinding).join("\n");
const day = (text: string) => isoDate(text) ?? assert.fail(text);

describe("what a person reads about a register", () => {
  it("says of a user principal name where it is and what to use instead", () => {
    assert.equal(
      messageOf(`exclusions:\n  - user: bob@contoso.example\n${REST}`),
      `config/test.yaml:2:11 error[not-an-object-id] \`bob@contoso.example\` is not an object id
  2 |   - user: bob@contoso.example
    |           ^^^^^^^^^^^^^^^^^^^
  help: copy the object id from Entra, such as aaaaaaaa-0000-4000-8000-000000000001; a user principal name can be given to somebody else, and a whole class of people can't be excluded`,
    );
  });

  it("says of a second entry where the first one is", () => {
    assert.equal(
      messageOf(`exclusions:\n  - user: ${ALICE}\n${REST}  - user: ${ALICE}\n${REST}`),
      `config/test.yaml:8:11 error[duplicate] \`${ALICE}\` has an entry already, on line 2
  8 |   - user: ${ALICE}
    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: keep one of the two; ids are the same in upper and lower case`,
    );
  });

  it("guesses the key that was meant", () => {
    assert.equal(
      messageOf(`exclusions:\n  - user: ${ALICE}\n${REST}    aprovedBy: x\n`),
      `config/test.yaml:8:5 error[unknown-key] \`aprovedBy\` is not a known key; did you mean \`approvedBy\`?
  8 |     aprovedBy: x
    |     ^^^^^^^^^
  help: a misspelt key would be lost without a word, so only the documented keys are accepted`,
    );
  });

  it("names a missing file without a line to quote", () => {
    assert.equal(
      messageOf(undefined),
      `config/test.yaml:1:1 error[missing-file] there is no such file
  help: create it, with \`exclusions: []\` if nobody is excluded, or name another file`,
    );
  });

  it("spells a tab out under its caret", () => {
    assert.equal(
      messageOf(`exclusions:\n\t- user: ${ALICE}\n`),
      `config/test.yaml:2:1 error[bad-yaml] a tab indents this line
  2 | \\t- user: ${ALICE}
    | ^^
  help: repair the YAML at this place: indent with spaces, and put quotes round a value that reads like a field`,
    );
  });

  it("names an alias once, however often it stands there", () => {
    assert.equal(
      messageOf("exclusions:\n  - *a\n  - *a\n  - *a\n"),
      `config/test.yaml:2:5 error[not-plain] an alias is not allowed in a register
  2 |   - *a
    |     ^^
  help: write the value out; a register has no anchors, aliases, tags, merge keys and directives`,
    );
  });

  it("cuts a long line round the caret", () => {
    const line = messageOf(`exclusions: [${`${ALICE}, `.repeat(10)}]`).split("\n")[1] ?? "";
    assert.ok(line.length <= 110 && line.endsWith("…"), line);
    const deep = messageOf(
      `exclusions:\n  - user: ${ALICE}\n${REST.replace("because", `"${"x".repeat(300)}"`)}    ${"y".repeat(300)}: 1\n`,
    );
    assert.ok(Math.max(...deep.split("\n").map((text) => text.length)) < 210, deep);
  });

  it("keeps the caret under a place at the end of a long line", () => {
    const [, quotedLine = "", caretLine = ""] = messageOf(`{exclusions: [], ${" ".repeat(300)} bob: 1}`).split("\n");
    assert.equal(quotedLine.indexOf("bob"), caretLine.indexOf("^"));
  });

  it("lets nothing in the file steer the terminal", () => {
    const message = messageOf(`exclusions:\n  - user: "\u001b[2J\u202ebob\u0007"\n${REST}`);
    assert.doesNotMatch(message.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u);
    assert.match(message, /\\u\{1b\}\[2J\\u\{202e\}bob\\u\{7\}/);
  });

  it("names an overdue review with its line", () => {
    const register = registerOf(`exclusions:\n  - user: ${ALICE}\n${REST}`);
    assert.equal(
      overdueReviews(registerOnDay(register, day("2027-02-01")))
        .map(renderFinding)
        .join("\n"),
      `config/test.yaml:7:15 warning[overdue-review] the review of user \`${ALICE}\` was due by 2027-01-31, and it is 2027-02-01
  7 |     reviewBy: 2027-01-31
    |               ^^^^^^^^^^
  help: hold the access review and set the next date, or remove the entry`,
    );
  });

  it("names a review that is more than a year off with its line", () => {
    const register = registerOf(`exclusions:\n  - user: ${BOB}\n${REST}`);
    assert.equal(
      tooFarReviews(registerOnDay(register, day("2026-01-30")))
        .map(renderFinding)
        .join("\n"),
      `config/test.yaml:7:15 warning[review-too-far] the review of user \`${BOB}\` is due by 2027-01-31, more than a year after 2026-01-30
  7 |     reviewBy: 2027-01-31
    |               ^^^^^^^^^^
  help: set a date within a year; an exclusion is reviewed at least that often`,
    );
  });
});
