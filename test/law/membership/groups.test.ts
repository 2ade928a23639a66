import assert from "node:assert/strict";
import { Groups } from "../../../src/law/membership/groups";
import { groupId } from "../../../src/law/model/ids";

const group = (id: string, ...members: readonly string[]) =>
  [groupId(id), { id: groupId(id), displayName: undefined, members, mayHoldOthers: false }] as const;

const groups = () => new Groups({ groups: new Map([group("a", "ann", "ben"), group("b", "a"), group("c", "ben")]) });

describe("the groups around somebody", () => {
  it("are the same whether or not they were foreseen", () => {
    const foreseen = groups();
    foreseen.foresee(["ann"]);
    for (const person of ["ann", "a", "ben", "ann", "nobody"])
      assert.deepEqual(foreseen.around(person), groups().around(person), person);
    assert.deepEqual([...foreseen.around("ben")], ["a", "c", "b"]);
  });
});
