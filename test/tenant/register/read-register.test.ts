import assert from "node:assert/strict";
import { ALICE, BOB, GROUP, REST, registerOf, shortErrorsOf } from "./register-builders";

const bytes = (...parts: readonly (string | number)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === "number" ? [part] : [...new TextEncoder().encode(part)])));

const entry = (fields: string) => `exclusions:\n  - ${fields}\n${REST}`;
const OF_ALICE = entry(`user: ${ALICE}`);
const ofGroup = (fields: string) => entry(`group: ${GROUP}\n    ${fields}`);

describe("an exclusions register", () => {
  describe("is read", () => {
    it("with the place of the id and of the review date", () => {
      const [first] = registerOf(entry(`user: ${ALICE}`)).entries;
      assert.deepEqual([first?.at.line, first?.at.column, first?.at.width], [2, 11, 36]);
      assert.deepEqual([first?.reviewAt.line, first?.reviewAt.column, first?.reviewAt.width], [7, 15, 10]);
    });

    it("with the ticket of its approval, which may be missing and not empty", () => {
      const ticketOf = (line: string) => registerOf(`${entry(`user: ${ALICE}`)}${line}`).entries[0]?.ticket;
      assert.deepEqual([ticketOf("    ticket: CHG-1042\n"), ticketOf("")], ["CHG-1042", undefined]);
      assert.deepEqual(shortErrorsOf(`${entry(`user: ${ALICE}`)}    ticket:\n`), ["wrong-value 8:5"]);
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

    it("when it excludes nobody, also by an explicit key with a comment", () => {
      for (const text of ["exclusions: []", "? exclusions\n: []", "? 'exclusions' # nobody\n  # yet\n: []"])
        assert.deepEqual(registerOf(text).entries, []);
    });
  });

  describe("is refused with code and place", () => {
    const table: readonly (readonly [name: string, content: string | Uint8Array | undefined, ...errors: string[]])[] = [
      ["a missing file", undefined, "missing-file 1:1"],
      ["an empty file", "", "no-list 1:1"],
      ["a file over 200 kB", new Uint8Array(200_001), "unreadable-file 1:1"],
      ["a directive, which could let keys be merged", `%YAML 1.1\n---\n${OF_ALICE}`, "bad-yaml 1:1"],
      ["a Latin-1 byte", bytes("exclusions: []\n# M", 0xfc, "nchen"), "unreadable-file 1:1"],
      ["UTF-16", bytes(0xff, 0xfe, "e", 0), "unreadable-file 1:1"],
      ["a file without exclusions", "{}", "no-list 1:1"],
      ["exclusions misspelt", "exclusion: []", "no-list 1:1"],
      ["exclusions that are a text", "exclusions: all", "no-list 1:13"],
      ["another top-level key", "exclusions: []\nversion: 1", "unknown-key 2:1"],
      ["exclusions twice", "exclusions: []\nexclusions: []", "duplicate 2:1"],
      ["an entry that is a text", "exclusions: [all]", "wrong-value 1:14"],
      ["an entry that is nothing", "exclusions:\n  -\n", "wrong-value 2:3"],
      ["a user principal name", entry("user: bob@contoso.example"), "wrong-value 2:11"],
      ["an id in braces", entry(`user: "{${ALICE}}"`), "wrong-value 2:11"],
      ["everybody", entry("user: All"), "wrong-value 2:11"],
      ["a number for a user", entry("user: 12"), "wrong-value 2:11"],
      ["neither user nor group", `exclusions:\n  - note: x\n${REST}`, "unknown-key 2:5", "not-one-principal 2:5"],
      ["both user and group", entry(`user: ${ALICE}\n    group: ${GROUP}`), "not-one-principal 2:5"],
      ["a repeated key", entry(`user: ${ALICE}\n    kind: exception`), "duplicate 4:5"],
      ["a repeated key and a name", entry(`user: bob\n    kind: exception`), "wrong-value 2:11", "duplicate 4:5"],
      ["missing fields", `exclusions:\n  - user: ${ALICE}\n`, "missing-field 2:5"],
      ["a list for a reason", OF_ALICE.replace("because", "[a]"), "wrong-value 4:13"],
      ["no reason", OF_ALICE.replace("because", ""), "wrong-value 4:5"],
      ["an unknown kind", OF_ALICE.replace("exception", "breakglass"), "wrong-value 3:11"],
      ["30 February", OF_ALICE.replace("01-31", "02-30"), "wrong-value 7:15"],
      ["a date with dots", OF_ALICE.replace("2027-01-31", "31.1.2027"), "wrong-value 7:15"],
      ["a point in time", OF_ALICE.replace("01-31", "01-31T00:00:00Z"), "wrong-value 7:15"],
      ["one person twice, in two spellings", `${OF_ALICE}  - user: ${ALICE.toUpperCase()}\n${REST}`, "duplicate 8:11"],
      ["one id as user and as group", `${OF_ALICE}  - group: ${ALICE}\n${REST}`, "duplicate 8:12"],
      ["one person in a broken entry", `${OF_ALICE}  - user: ${ALICE}\n`, "missing-field 8:5", "duplicate 8:11"],
      ["a member twice, in two spellings", ofGroup(`members: [${BOB}, ${BOB.toUpperCase()}]`), "duplicate 3:53"],
      ["members by name", ofGroup("members: [bob]"), "wrong-value 3:15"],
      ["a member that is nothing", ofGroup("members: [~]"), "wrong-value 3:14"],
      ["members that aren't a list", ofGroup(`members: ${BOB}`), "wrong-value 3:14"],
      ["members left empty", ofGroup("members:"), "wrong-value 3:5"],
      ["members of a user", entry(`user: ${ALICE}\n    members: []`), "not-one-principal 2:5"],
      ["a tab before a key", `exclusions:\n  - user: ${ALICE}\n\tkind: exception\n`, "bad-yaml 3:1"],
      ["tabs on two lines", `exclusions:\n\t- user: ${ALICE}\n\t  kind: x\n`, "bad-yaml 2:1", "bad-yaml 3:1"],
      ["a tab after spaces", `exclusions:\n  - user: ${ALICE}\n  \tkind: exception\n`, "bad-yaml 3:1"],
      ["an anchor", "exclusions: &all []", "not-plain 1:18"],
      ["an alias", "exclusions:\n  - *all\n", "not-plain 2:5"],
      ["a tag", "exclusions: !!seq []", "not-plain 1:19"],
      ["a merge key", entry(`user: ${ALICE}\n    <<: {}`), "unknown-key 3:5"],
      ["a second document", "exclusions: []\n---\nexclusions: []", "bad-yaml 2:1"],
      ["an open quote", 'exclusions: "abc\n', "bad-yaml 1:16"],
      ["two fields on a line", `exclusions:\n  - user: ${ALICE} kind: exception\n`, "bad-yaml 2:11"],
    ];
    for (const [name, content, ...errors] of table) it(name, () => assert.deepEqual(shortErrorsOf(content), errors));
  });

  it("names every error at once, in the order of the file", () => {
    const fields = ["kind: x", "reason:", "owner: 1", "approvedBy: a", "reviewBy: 2027-02-30", "extra: 1"];
    const text = `exclusions:\n  - user: bob\n    ${fields.join("\n    ")}\n  - user: All\n  - foo\n`;
    assert.deepEqual(shortErrorsOf(text), [
      ...["wrong-value 2:11", "wrong-value 3:11", "wrong-value 4:5", "wrong-value 5:12", "wrong-value 7:15"],
      ...["unknown-key 8:5", "missing-field 9:5", "wrong-value 9:11", "wrong-value 10:5"],
    ]);
  });
});
