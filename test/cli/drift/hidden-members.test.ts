import assert from "node:assert/strict";
import { DEFAULT_ROLES } from "../../../sandbox/tenant/login/roles";
import { seedTenant } from "../../../sandbox/tenant/seed";
import { CheckedStack, REGISTER } from "./checked-stack";

/** The group that the stack's register excludes, and one that hides its members. */
const EXCLUSIONS = "cccccccc-2222-4000-8000-000000000009";
const HIDING = "cccccccc-2222-4000-8000-000000000005";

function seed() {
  const seeded = seedTenant();
  const groups = seeded.groups.map((group) =>
    group.object.id === HIDING ? { ...group, object: { ...group.object, visibility: "HiddenMembership" } } : group,
  );
  return { ...seeded, groups };
}

describe("the drift check of an excluded group that hides its members", () => {
  let stack: CheckedStack;

  afterEach(() => stack.close());

  async function checkWith(roles: readonly string[]) {
    stack = await CheckedStack.open({ seed: seed(), roles });
    await stack.reset();
    stack.write("config/dev.yaml", REGISTER.replace(EXCLUSIONS, HIDING));
    return stack.check();
  }

  it("can't tell, even if the group is inside the excluded one, and doesn't take the group for empty", async () => {
    const { status, stdout, stderr } = await checkWith(DEFAULT_ROLES);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /the members of the group [\w-]+000000000005 are hidden[\s\S]*Member\.Read\.Hidden/);

    await stack.reset();
    await stack.directory.addMember(EXCLUSIONS, HIDING);
    const inside = await stack.check();
    assert.equal(inside.status, 2, inside.stdout);
    assert.match(inside.stderr, /the members of the group [\w-]+000000000005 are hidden/);
  });

  it("compares the members if it has the role to see them", async () => {
    const { status, said } = await checkWith([...DEFAULT_ROLES, "Member.Read.Hidden"]);
    assert.equal(status, 1, said);
    assert.match(said, /missing Service directory sync/);
  });
});
