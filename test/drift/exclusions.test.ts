import assert from "node:assert/strict";
import { changeInWords } from "../../src/drift/change-in-words";
import { exclusionChanges } from "../../src/drift/check-drift";
import type { PrincipalStatus } from "../../src/program/directory";
import { readRegister } from "../../src/tenant/register/read-register";
import { aRegister } from "../cli/a-tenant";

const GROUP = "cccccccc-2222-4000-8000-000000000009";
const LISTED = "eeeeeeee-0000-4000-8000-000000000001";
const STRANGER = "aaaaaaaa-0000-4000-8000-000000000003";

const register = (...entry: readonly string[]): string => aRegister([entry.join("\n    ")]);

function entryOf(text: string) {
  const read = readRegister({ file: "config/dev.yaml", bytes: new TextEncoder().encode(text) });
  assert.ok(read.ok);
  const [entry] = read.value.entries;
  assert.ok(entry);
  return entry;
}

const driftOf = (text: string, standing: PrincipalStatus) => exclusionChanges(entryOf(text), standing);

const listedGroup = register(`group: ${GROUP}`, `members: [${LISTED}]`);

describe("the excluded accounts", () => {
  it("aren't drift if they are enabled, are listed, or are in a group without a list", () => {
    assert.deepEqual(driftOf(register(`user: ${LISTED}`), { kind: "live-user" }), []);
    assert.deepEqual(driftOf(register(`group: ${GROUP}`), { kind: "group", members: [STRANGER] }), []);
    assert.deepEqual(driftOf(listedGroup, { kind: "group", members: [LISTED.toUpperCase(), LISTED] }), []);
  });

  it("are drift if they are deleted or disabled, with advice for what they are", () => {
    const gone = driftOf(register(`group: ${LISTED}`), { kind: "gone" });
    const disabled = driftOf(register(`user: ${LISTED}`), { kind: "disabled-user" });
    assert.deepEqual(
      [...gone, ...disabled].map(({ kind, help }) => `${kind} ${/group|account/.exec(help ?? "")?.[0]}`),
      ["removed group", "disabled account"],
    );
  });

  it("are drift if a member was added or is missing, and the report names them", () => {
    const [drift, ...others] = driftOf(listedGroup, { kind: "group", members: [STRANGER] });
    assert.ok(drift);
    assert.deepEqual([drift.kind, others], ["changed", []]);
    assert.deepEqual(drift.fields, [{ path: "members", tenant: [STRANGER], code: [LISTED] }]);
    const { title, below } = changeInWords(drift, (id) => (id === STRANGER ? "Mallory\u001b[2J" : undefined), "");
    assert.equal(title, `group "${GROUP}": changed`);
    const said = JSON.stringify(below);
    for (const says of [/"added","texts":\["Mallory\\\\u\{1b\}\[2J"/, /"entry","texts":\["config\/dev\.yaml:2:12"/])
      assert.match(said, says);
  });
});
