import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ALICE, BOB, GROUP, REST, registerOf, shortErrorsOf } from "./register-builders";

const bytes = (...parts: readonly (string | number)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === "number" ? [part] : [...new TextEncoder().encode(part)])));

const entry = (fields: string) => `exclusions:\n  - ${fields}\n${REST}`;

describe("an exclusions register", () => {
  describe("is read", () => {
    it("with ids in lower case and its dates", () => {
      const [first] = registerOf(entry(`user: ${ALICE.toUpperCase()}`)).entries;
      assert.deepEqual(first?.principal, { kind: "user", id: ALICE });
      assert.equal(first?.reviewBy, "2027-01-31");
      assert.equal(first?.owner, "owner@contoso.example");
    });

    it("with the place of the id and of the review date", () => {
      const [first] = registerOf(entry(`user: ${ALICE}`)).entries;
      assert.deepEqual([first?.at.line, first?.at.column, first?.at.width], [2, 11, 36]);
      assert.deepEqual([first?.reviewAt.line, first?.reviewAt.column, first?.reviewAt.width], [7, 15, 10]);
    });

    it("with a group whose members are listed, listed as none, or not listed", () => {
      const membersOf = (fields: string) => {
        const principal = registerOf(entry(fields)).entries[0]?.principal;
        return principal?.kind === "group" ? principal.members && [...principal.members] : "no group";
      };
      assert.deepEqual(membersOf(`group: ${GROUP}\n    members: [${ALICE.toUpperCase()}, ${BOB}]`), [ALICE, BOB]);
      assert.deepEqual(membersOf(`group: ${GROUP}\n    members: []`), []);
      assert.equal(membersOf(`group: ${GROUP}`), undefined);
    });

    it("when it excludes nobody", () => assert.deepEqual(registerOf("exclusions: []").entries, []));

    it("when all of it is on one line", () => {
      const item = (id: string): string =>
        `{user: ${id}, kind: break-glass, reason: r, owner: o, approvedBy: a, reviewBy: 2027-01-31}`;
      assert.equal(registerOf(`exclusions: [${[ALICE, BOB, GROUP].map(item).join(", ")}]`).entries.length, 3);
    });

    it("with tabs between fields, which YAML takes for blanks", () => {
      const item = `{user: ${ALICE},\tkind: break-glass,\treason: r, owner: o, approvedBy: a, reviewBy: 2027-01-31}`;
      assert.equal(registerOf(`exclusions:\n  - ${item}`).entries.length, 1);
    });

    it("with a byte order mark in front", () => assert.deepEqual(registerOf("\ufeffexclusions: []").entries, []));
    it("with a document marker, comments and Windows line ends", () => {
      const text = `# ours\n---\n${entry(`user: ${ALICE}`)}...\n# end\n`.replaceAll("\n", "\r\n");
      assert.equal(registerOf(text).entries[0]?.at.line, 4);
    });

    it("the one of the dev stack: two break-glass users", () => {
      const { entries } = registerOf(readFileSync("config/dev.yaml", "utf8"));
      assert.deepEqual(
        entries.map(({ kind, principal }) => [kind, principal.id]),
        [
          ["break-glass", "bbbbbbbb-0000-4000-8000-000000000001"],
          ["break-glass", "bbbbbbbb-0000-4000-8000-000000000002"],
        ],
      );
    });
  });

  describe("is refused with code and place", () => {
    const table: readonly { name: string; content: string | Uint8Array | undefined; errors: readonly string[] }[] = [
      { name: "a missing file", content: undefined, errors: ["missing-file 1:1"] },
      { name: "an empty file", content: "", errors: ["empty-file 1:1"] },
      { name: "a file of comments", content: "# nothing\n", errors: ["empty-file 1:1"] },
      { name: "a file that says null", content: "~", errors: ["empty-file 1:1"] },
      { name: "a file over a megabyte", content: new Uint8Array(1_000_001), errors: ["too-large 1:1"] },
      { name: "a Latin-1 byte", content: bytes("exclusions: []\n# M", 0xfc, "nchen"), errors: ["not-utf8 2:4"] },
      { name: "a character cut in half", content: bytes("# ", 0xe2, 0x82), errors: ["not-utf8 1:3"] },
      { name: "UTF-16", content: bytes(0xff, 0xfe, "e", 0), errors: ["not-utf8 1:1"] },
      { name: "an escape character", content: "exclusions: [] # \u001b[31m", errors: ["control-character 1:18"] },
      { name: "a list on top", content: "[]", errors: ["not-a-mapping 1:1"] },
      { name: "a text on top", content: "exclusions", errors: ["not-a-mapping 1:1"] },
      { name: "a file without exclusions", content: "{}", errors: ["no-exclusions 1:1"] },
      { name: "exclusions misspelt", content: "exclusion: []", errors: ["unknown-key 1:1"] },
      { name: "exclusions left empty", content: "exclusions:\n", errors: ["not-a-list 1:1"] },
      { name: "exclusions that are a text", content: "exclusions: all", errors: ["not-a-list 1:13"] },
      { name: "another top-level key", content: "exclusions: []\nversion: 1", errors: ["unknown-key 2:1"] },
      { name: "exclusions twice", content: "exclusions: []\nexclusions: []", errors: ["duplicate-key 2:1"] },
      { name: "an entry that is a text", content: "exclusions: [all]", errors: ["not-an-entry 1:14"] },
      { name: "an entry that is nothing", content: "exclusions:\n  -\n", errors: ["not-an-entry 2:4"] },
      {
        name: "a user principal name",
        content: entry("user: bob@contoso.example"),
        errors: ["user-principal-name 2:11"],
      },
      { name: "a name", content: entry("user: bob"), errors: ["not-an-object-id 2:11"] },
      { name: "an id in braces", content: entry(`user: "{${ALICE}}"`), errors: ["not-an-object-id 2:11"] },
      { name: "everybody", content: entry("user: All"), errors: ["reserved-word 2:11"] },
      { name: "nobody, in lower case", content: entry("user: none"), errors: ["reserved-word 2:11"] },
      { name: "all guests", content: entry("group: GuestsOrExternalUsers"), errors: ["reserved-word 2:12"] },
      { name: "a number for a user", content: entry("user: 12"), errors: ["wrong-type 2:11"] },
      { name: "an empty user", content: entry("user:"), errors: ["empty-field 2:5"] },
      {
        name: "neither user nor group",
        content: `exclusions:\n  - note: x\n${REST}`,
        errors: ["unknown-key 2:5", "no-principal 2:5"],
      },
      {
        name: "both user and group",
        content: entry(`user: ${ALICE}\n    group: ${GROUP}`),
        errors: ["user-and-group 3:5"],
      },
      { name: "a key in another case", content: entry(`user: ${ALICE}\n    Owner: x`), errors: ["unknown-key 3:5"] },
      { name: "a repeated key", content: entry(`user: ${ALICE}\n    kind: exception`), errors: ["duplicate-key 4:5"] },
      { name: "missing fields", content: `exclusions:\n  - user: ${ALICE}\n`, errors: ["missing-field 2:11"] },
      {
        name: "a list for a reason",
        content: entry(`user: ${ALICE}`).replace("because", "[a]"),
        errors: ["wrong-type 4:13"],
      },
      {
        name: "a reason that is true",
        content: entry(`user: ${ALICE}`).replace("because", "true"),
        errors: ["wrong-type 4:13"],
      },
      {
        name: "a blank reason",
        content: entry(`user: ${ALICE}`).replace("because", '" "'),
        errors: ["empty-field 4:5"],
      },
      { name: "no reason", content: entry(`user: ${ALICE}`).replace("because", ""), errors: ["empty-field 4:5"] },
      {
        name: "an unknown kind",
        content: entry(`user: ${ALICE}`).replace("exception", "breakglass"),
        errors: ["unknown-kind 3:11"],
      },
      {
        name: "30 February",
        content: entry(`user: ${ALICE}`).replace("01-31", "02-30"),
        errors: ["impossible-date 7:15"],
      },
      {
        name: "29 February in 2027",
        content: entry(`user: ${ALICE}`).replace("01-31", "02-29"),
        errors: ["impossible-date 7:15"],
      },
      {
        name: "month 13",
        content: entry(`user: ${ALICE}`).replace("01-31", "13-01"),
        errors: ["impossible-date 7:15"],
      },
      {
        name: "a date with dots",
        content: entry(`user: ${ALICE}`).replace("2027-01-31", "31.1.2027"),
        errors: ["not-a-date 7:15"],
      },
      {
        name: "a point in time",
        content: entry(`user: ${ALICE}`).replace("01-31", "01-31T00:00:00Z"),
        errors: ["not-a-date 7:15"],
      },
      {
        name: "one person twice, in two spellings",
        content: `${entry(`user: ${ALICE}`)}  - user: ${ALICE.toUpperCase()}\n${REST}`,
        errors: ["duplicate-principal 8:11"],
      },
      {
        name: "one id as user and as group",
        content: `${entry(`user: ${ALICE}`)}  - group: ${ALICE}\n${REST}`,
        errors: ["duplicate-principal 8:12"],
      },
      {
        name: "one person twice, once in a broken entry",
        content: `${entry(`user: ${ALICE}`)}  - user: ${ALICE}\n`,
        errors: ["missing-field 8:11", "duplicate-principal 8:11"],
      },
      {
        name: "a member twice, in two spellings",
        content: entry(`group: ${GROUP}\n    members:\n      - ${BOB}\n      - ${BOB.toUpperCase()}`),
        errors: ["duplicate-member 5:9"],
      },
      {
        name: "members by name",
        content: entry(`group: ${GROUP}\n    members: [bob]`),
        errors: ["not-an-object-id 3:15"],
      },
      {
        name: "a member that is nothing",
        content: entry(`group: ${GROUP}\n    members: [~]`),
        errors: ["empty-field 3:5"],
      },
      {
        name: "members that aren't a list",
        content: entry(`group: ${GROUP}\n    members: ${BOB}`),
        errors: ["wrong-type 3:14"],
      },
      { name: "members left empty", content: entry(`group: ${GROUP}\n    members:`), errors: ["empty-field 3:5"] },
      {
        name: "members of a user",
        content: entry(`user: ${ALICE}\n    members: []`),
        errors: ["members-of-a-user 3:5"],
      },
      {
        name: "a tab before a key",
        content: `exclusions:\n  - user: ${ALICE}\n\tkind: exception\n`,
        errors: ["tab 3:1"],
      },
      {
        name: "tabs on two lines",
        content: `exclusions:\n\t- user: ${ALICE}\n\t  kind: x\n`,
        errors: ["tab 2:1", "tab 3:1"],
      },
      {
        name: "a tab before an entry in brackets",
        content: "exclusions: [\n\t{user: x}\n]\n",
        errors: ["tab 2:1"],
      },
      {
        name: "a tab before a member in brackets",
        content: entry(`group: ${GROUP}\n    members: [${ALICE},\n\t${BOB}]`),
        errors: ["tab 4:1"],
      },
      {
        name: "a tab after spaces",
        content: `exclusions:\n  - user: ${ALICE}\n  \tkind: exception\n`,
        errors: ["tab 3:1"],
      },
      { name: "an anchor", content: "exclusions: &all []", errors: ["anchor 1:13"] },
      { name: "an alias", content: "exclusions:\n  - *all\n", errors: ["alias 2:5"] },
      { name: "a tag", content: "exclusions: !!seq []", errors: ["tag 1:13"] },
      { name: "a merge key", content: entry(`user: ${ALICE}\n    <<: {}`), errors: ["merge-key 3:5"] },
      { name: "a directive", content: "%YAML 1.1\n---\nexclusions: []", errors: ["directive 1:1"] },
      { name: "a second document", content: "exclusions: []\n---\nexclusions: []", errors: ["several-documents 2:1"] },
      { name: "content after the end", content: "exclusions: []\n...\nmore: 1", errors: ["several-documents 3:1"] },
      { name: "an open quote", content: 'exclusions: "abc\n', errors: ["bad-yaml 1:16"] },
      { name: "an open bracket", content: "exclusions: [\n", errors: ["bad-yaml 1:13"] },
      {
        name: "two fields on a line",
        content: `exclusions:\n  - user: ${ALICE} kind: exception\n`,
        errors: ["bad-yaml 2:11"],
      },
      { name: "nesting past any use", content: `exclusions: ${"[".repeat(40)}`, errors: ["too-deep 1:29"] },
    ];
    for (const { name, content, errors } of table) it(name, () => assert.deepEqual(shortErrorsOf(content), errors));
  });

  it("names every error at once, in the order of the file", () => {
    const text = `exclusions:
  - user: bob
    kind: x
    reason:
    owner: 1
    approvedBy: a
    reviewBy: 2027-02-30
    extra: 1
  - user: All
  - foo
`;
    assert.deepEqual(shortErrorsOf(text), [
      "not-an-object-id 2:11",
      "unknown-kind 3:11",
      "empty-field 4:5",
      "wrong-type 5:12",
      "impossible-date 7:15",
      "unknown-key 8:5",
      "missing-field 9:5",
      "reserved-word 9:11",
      "not-an-entry 10:5",
    ]);
  });

  it("names wrong ids beside broken YAML, but blames nothing that the broken YAML may have moved", () => {
    const text = `exclusions:\n  - user: bob\n${REST}  - user: All kind: x\n`;
    assert.deepEqual(shortErrorsOf(text), ["not-an-object-id 2:11", "bad-yaml 8:11"]);
  });
});
