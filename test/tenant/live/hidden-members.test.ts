import assert from "node:assert/strict";
import { shownMembers } from "../../../src/tenant/live/members";

describe("members of a group as Graph shows them", () => {
  for (const visibility of ["HiddenMembership", "hiddenMembership", "HIDDENMEMBERSHIP", "hiddenmembership"])
    it(`may be more than none where the group is ${visibility}`, () => {
      assert.equal(shownMembers({ visibility }, []), undefined);
      assert.deepEqual(shownMembers({ visibility }, [1]), [1]);
    });
  for (const visibility of ["Public", "Private", undefined])
    it(`are none where the group is ${visibility}`, () => assert.deepEqual(shownMembers({ visibility }, []), []));
});
