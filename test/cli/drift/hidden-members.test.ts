import assert from "node:assert/strict";
import { DEFAULT_ROLES } from "../../../sandbox/tenant/login/roles";
import { seedTenant } from "../../../sandbox/tenant/seed";
import { CheckedStack } from "./checked-stack";

/** The group that the stack's register excludes, and one that is put inside it. */
const EXCLUSIONS = "cccccccc-2222-4000-8000-000000000009";
const HELP_DESK = "cccccccc-2222-4000-8000-000000000005";

const seedWhere = (hiding: string) => {
  const seed = seedTenant();
  const groups = seed.groups.map((group) =>
    group.object.id === hiding ? { ...group, object: { ...group.object, visibility: "HiddenMembership" } } : group,
  );
  return { ...seed, groups };
};

describe("the drift check of an excluded group", () => {
  let stack: CheckedStack | undefined;

  afterEach(async () => stack?.close());

  it("can't tell when it hides its members, and doesn't take it for empty", async () => {
    stack = await CheckedStack.open({ seed: seedWhere(EXCLUSIONS) });
    await stack.reset();
    const { status, stdout } = await stack.check();
    assert.equal(status, 2, stdout);
    assert.match(stdout, /who is in the group [\w-]+000000000009\s+isn't\s+shown/);
    assert.match(stdout, /Member\.Read\.Hidden/);
    assert.doesNotMatch(stdout, /isn't in the excluded group/);
  });

  it("can't tell when a group inside it hides its members", async () => {
    stack = await CheckedStack.open({ seed: seedWhere(HELP_DESK) });
    await stack.reset();
    await stack.directory.addMember(EXCLUSIONS, HELP_DESK);
    const { status, stdout } = await stack.check();
    assert.equal(status, 2, stdout);
    assert.match(stdout, /who is in the group [\w-]+000000000005\s+isn't\s+shown/);
  });

  it("looks at the members where the role to see them is there", async () => {
    stack = await CheckedStack.open({ seed: seedWhere(EXCLUSIONS), roles: [...DEFAULT_ROLES, "Member.Read.Hidden"] });
    await stack.reset();
    const { status, stdout } = await stack.check();
    assert.equal(status, 0, stdout);
  });
});
