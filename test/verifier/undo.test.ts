import assert from "node:assert/strict";
import { undoOf } from "../../src/verifier/undo";
import { people, userId } from "../cli/a-tenant";
import { aTenant, type Said } from "./builders/a-tenant";

const users = people(1);
const [ONE, OTHER] = [1, 2].map((number) => `eeeeeeee-0000-4000-8000-00000000001${number}`) as [string, string];
const tenant = (policies: readonly Said[], known: object = {}) => aTenant({ users, policies, ...known });
const off = { state: "disabled" };
const forGuests = { conditions: { users: { includeUsers: ["GuestsOrExternalUsers"] } } };

const undone = (before: readonly Said[], after: readonly Said[], afterKnown: object = {}) => {
  const undo = undoOf(tenant(before), tenant(after, afterKnown));
  return undo && { ids: undo.policies.map(({ was }) => String(was.id)), after: undo.after, open: undo.leavesOpen };
};

describe("what to undo first", () => {
  it("is the policy that was deleted", () =>
    assert.deepEqual(undone([{ id: ONE }], []), { ids: [ONE], after: "equivalent", open: false }));

  it("is the one of two changed policies that opens something", () =>
    assert.deepEqual(
      undone(
        [{ id: ONE }, { id: OTHER, ...forGuests }],
        [
          { id: ONE, ...off },
          { id: OTHER, ...forGuests, ...off },
        ],
      ),
      { ids: [ONE], after: "equivalent", open: false },
    ));

  it("is said to leave something open where people came that nobody stops", () => {
    const named = { id: ONE, conditions: { users: { includeUsers: [userId(1)] } } };
    assert.equal(undone([named], [{ ...named, ...off }], { users: people(2) })?.open, true);
  });

  it("is nothing where no policy changed", () => assert.equal(undone([{ id: ONE }], [{ id: ONE }]), undefined));
});
