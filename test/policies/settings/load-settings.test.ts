import assert from "node:assert/strict";
import { join } from "node:path";
import { protectsNothing, settingsLoader } from "../../../policies/settings/load-settings";
import { readSnapshot } from "../../../policies/settings/snapshot";
import { suiteFolder } from "../../temporary-folder";
import { aTenant } from "../support/tenants";

const entry = (user: string): string =>
  `  - { user: ${user}, kind: exception, reason: r, owner: o, approvedBy: a, reviewBy: 2027-01-31 }\n`;
const [ANN, BEA] = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"];

describe("settings from files", () => {
  const folder = suiteFolder();
  before(() => {
    for (const [stack, user] of Object.entries({ dev: ANN, prod: BEA })) {
      folder.write(`${stack}/${stack}.yaml`, `exclusions:\n${entry(user)}`);
      const users = aTenant().users.filter(({ id }) => id === user);
      folder.write(`${stack}/${stack}.json`, { ...aTenant(), users });
    }
  });

  const loaderOf = (configuration: object) =>
    settingsLoader({ ...configuration }, { folder: folder.path, today: () => new Date("2026-09-01T12:00:00Z") });
  const loader = (register: string, tenant: string, baseline = "elsewhere") =>
    loaderOf({
      "no-mfa-bypass": { baseline },
      "approved-exclusions": { register },
      "tenant-stays-closed": { tenant },
    });
  const approvedIn = ({ register }: ReturnType<ReturnType<typeof loader>>) =>
    register?.entries.map(({ principal: { id } }) => id);
  const usersIn = ({ tenant }: ReturnType<ReturnType<typeof loader>>) => tenant?.tenant.users?.map(({ id }) => id);

  it("are each stack's own, wherever and how often the path names the stack", () => {
    const load = loader("{stack}/{stack}.yaml", "{stack}/{stack}.json");
    for (const [stack, user] of [
      ["dev", ANN],
      ["prod", BEA],
      ["dev", ANN],
    ] as const) {
      assert.deepEqual(approvedIn(load(stack)), [user]);
      assert.deepEqual(usersIn(load(stack)), [user]);
    }
  });

  it("hold the day still for the stack that names one", () => {
    const load = loaderOf({ "approved-exclusions": { asOf: { prod: "2027-01-01", dev: "2026-01-01" } } });
    assert.deepEqual(
      ["dev", "prod", "test"].map((stack) => load(stack).today),
      ["2026-01-01", "2027-01-01", "2026-09-01"],
    );
  });

  it("refuse a snapshot of another tenant than the one that they name, in any letter case", () => {
    const tenant = folder.write("bea.json", { ...aTenant(), source: { tenant: BEA } });
    const load = (tenantId: string) =>
      loaderOf({ "no-mfa-bypass": { baseline: "in-stack", tenantId }, "tenant-stays-closed": { tenant } })("dev");
    assert.throws(() => load(ANN), new RegExp(`the snapshot is of the tenant ${BEA}, but .*tenantId is ${ANN}`));
    assert.equal(load(BEA.toUpperCase()).tenantId, BEA);
  });

  it("may stand at an absolute path", () => {
    const load = loader(join(folder.path, "{stack}/{stack}.yaml"), join(folder.path, "prod/prod.json"));
    assert.deepEqual([approvedIn(load("dev")), usersIn(load("dev"))], [[ANN], [BEA]]);
  });

  it("say which register isn't there, and refuse a snapshot that isn't", () => {
    for (const baseline of ["in-stack", "elsewhere"])
      assert.throws(
        () => loader("{stack}.yaml", "dev/dev.json", baseline)("dev"),
        /^Error: approved-exclusions\.register: the register can't be read:\ndev\.yaml:1:1 .*no such file/,
      );
    const register = { exclusions: [{ user: ANN, kind: "friend" }] };
    assert.throws(
      () => loaderOf({ "approved-exclusions": { register } })("dev"),
      ({ message }: Error) =>
        ["kind", "reason", "owner", "approvedBy", "reviewBy"].every((key) => message.includes(key)),
    );
    for (const [path, problem] of [
      ["{stack}.json", "dev.json` can't be used: there is no such file"],
      ["dev/dev.yaml", "dev.yaml` can't be used: it isn't JSON"],
      ["/dev/zero", "zero` can't be used: it is larger than 400 MB"],
    ] as const)
      assert.throws(() => loader("dev/dev.yaml", path)("dev"), new RegExp(`the snapshot \`.*${problem}`));
    folder.write("empty.json", { policies: [] });
    assert.throws(() => loader("dev/dev.yaml", "empty.json")("dev"), /the snapshot has no Conditional Access policy/);
    assert.equal(loader("dev/dev.yaml", "empty.json", "in-stack")("dev").tenant?.tenant.policies.length, 0);
  });
});

describe("settings that protect nothing", () => {
  const settings = (configuration: object) =>
    settingsLoader({ ...configuration }, { folder: __dirname, today: () => new Date("2026-09-01T12:00:00Z") })("dev");
  const protecting = (...users: readonly string[]) => ({ "protected-baseline": { protected: { users } } });

  it("are none, and empty lists; a protected object, a snapshot or a baseline in the stack is enough", () => {
    for (const nothing of [{}, protecting()]) assert.ok(protectsNothing(settings(nothing)));
    const inStack = { "no-mfa-bypass": { baseline: "in-stack" } };
    for (const one of [protecting(ANN), { "tenant-stays-closed": { tenant: aTenant() } }, inStack])
      assert.ok(!protectsNothing(settings(one)));
  });
});

describe("a snapshot", () => {
  it("has membership rules of its groups; a group without one has none", () => {
    const membershipRule = 'user.department -eq "Sales"';
    const [ruled, other] = ["A", "B"].map((id) => ({ id, displayName: id, members: [] }));
    const { membershipRules } = readSnapshot({
      policies: [],
      users: [],
      groups: [{ ...ruled, membershipRule }, other],
    });
    assert.deepEqual([...membershipRules], [["a", membershipRule]]);
  });

  it("that can't be used says where it is wrong", () =>
    assert.throws(() => readSnapshot({ policies: "none" }), /the snapshot can't be used:\n {2}policies: /));
});
