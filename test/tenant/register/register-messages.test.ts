import assert from "node:assert/strict";
import { registerOnDay } from "../../../src/law/model/register";
import { bytesAt } from "../../../src/tenant/file/file-problem";
import { isoDate } from "../../../src/text/iso-date";
import { renderFinding, reviewFindings } from "../../../src/words/finding";
import { ALICE, errorsOf, REST, registerOf } from "./register-builders";

const messageOf = (content: Parameters<typeof errorsOf>[0]) => errorsOf(content).map(renderFinding).join("\n");
const day = (text: string) => isoDate(text) ?? assert.fail(text);

describe("what a person reads about a register", () => {
  it("says of a user principal name where it is and what to use instead", () => {
    assert.equal(
      messageOf(`exclusions:\n  - user: bob@contoso.example\n${REST}`),
      `config/test.yaml:2:11 error[wrong-value] \`user\` must be an object id from Entra such as aaaaaaaa-0000-4000-8000-000000000001, not \`bob@contoso.example\`
  2 |   - user: bob@contoso.example
    |           ^^^^^^^^^^^^^^^^^^^
  help: fill in a value that fits`,
    );
  });

  for (const [what, register, says] of [
    [
      "a day",
      REST.replace("01-31", "02-30"),
      "`reviewBy` must be a day of the calendar as YYYY-MM-DD, not `2027-02-30`",
    ],
    ["a kind", REST.replace("exception", "vip"), "`kind` must be break-glass, service-account or exception, not `vip`"],
    ["a text", REST.replace("because", "4711"), "`reason` must be text in quotes, not a number"],
  ] as const)
    it(`says of ${what} that is wrong what is due, and nothing about object ids`, () => {
      const message = messageOf(`exclusions:\n  - user: ${ALICE}\n${register}`);
      assert.ok(message.includes(says), message);
      assert.match(message, /\n {2}help: fill in a value that fits$/);
    });

  it("says of a second entry where the first one is", () => {
    assert.equal(
      messageOf(`exclusions:\n  - user: ${ALICE}\n${REST}  - user: ${ALICE}\n${REST}`),
      `config/test.yaml:8:11 error[duplicate] \`${ALICE}\` is here already, on line 2
  8 |   - user: ${ALICE}
    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: keep one of the two; ids are the same in upper and lower case`,
    );
  });

  it("lists the known keys after an unknown one", () => {
    const message = messageOf(`exclusions:\n  - user: ${ALICE}\n    note: x\n${REST}`);
    for (const key of ["exclusions", "user", "group", "members", "kind", "reviewBy", "ticket"])
      assert.match(message, new RegExp(`help: .*\\b${key}\\b`));
  });

  it("names a missing file without a line to quote", () => {
    assert.equal(
      messageOf(undefined),
      `config/test.yaml:1:1 error[missing-file] there is no such file
  help: create it, with \`exclusions: []\` if nobody is excluded, or name another file`,
    );
  });

  for (const [what, content, says] of [
    ["a secret", "s3cr3t-t0k3n\n", "no-list] the file has no `exclusions`"],
    ["a list of passwords", "root:x:0:0:root:/root:/bin/bash\n", "no-list] the file has no `exclusions`"],
    ["a tenant", '{ "policies": [], "users": [] }', "no-list] the file has no `exclusions`"],
    ["nothing", "", "no-list] the file has no `exclusions`"],
    ["bytes", Buffer.from([0x50, 0x4b, 0x03, 0xff]), "unreadable-file] not all of it is UTF-8"],
    [
      "a device",
      bytesAt("/dev/zero"),
      "unreadable-file] it is larger than 400 MB; of a tenant, leave out properties that no verdict needs",
    ],
    ["a folder", bytesAt(__dirname), "unreadable-file] it is a folder, not a file"],
  ] as const)
    it(`quotes nothing of ${what}, and says to name another file`, () => {
      const [first, help = "", ...more] = messageOf(content).split("\n");
      assert.deepEqual([first?.replace(/^config\/test\.yaml:1:\d error\[/, ""), more], [says, []]);
      assert.match(help, /^ {2}help: .*(name another file|name the register)/);
    });

  it("names an alias once, however often it stands there", () => {
    assert.equal(
      messageOf("exclusions:\n  - *a\n  - *a\n  - *a\n"),
      `config/test.yaml:2:5 error[not-plain] an anchor, an alias or a tag is not allowed in a register
  2 |   - *a
    |     ^^
  help: write the value out`,
    );
  });

  it("lets nothing in the file steer the terminal", () => {
    const message = messageOf(`exclusions:\n  - user: "\u001b[2J\u202ebob\u0007"\n${REST}`);
    assert.doesNotMatch(message.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u);
    assert.match(message, /\\u\{1b\}\[2J\\u\{202e\}bob\\u\{7\}/);
  });

  it("names an overdue review with its line", () => {
    const register = registerOf(`exclusions:\n  - user: ${ALICE}\n${REST}`);
    assert.equal(
      reviewFindings(registerOnDay(register, day("2027-02-01")), "overdue")
        .map(renderFinding)
        .join("\n"),
      `config/test.yaml:7:15 warning[overdue-review] the review of user \`${ALICE}\`, due by 2027-01-31, is overdue on 2027-02-01
  7 |     reviewBy: 2027-01-31
    |               ^^^^^^^^^^
  help: hold the access review and set the next date, or remove the entry`,
    );
  });
});
