import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../../../sandbox/tenant";
import { POLICY_TYPE } from "../../../src/program/stack-policy";
import { declaredInputs, deployedPolicy, FIRST, POLICY_ID } from "../../drift/declared-policy";
import { CheckedStack, QUIET, same, state } from "./checked-stack";

const refuse = (path: string, status: number): Fault => ({
  path,
  effect: { kind: "refuse", status, code: "Refused", message: "no" },
});

describe("the drift check, while the engine sees nothing", () => {
  let stack: CheckedStack;

  before(async () => {
    stack = await CheckedStack.open();
  });

  beforeEach(() => stack.reset());
  after(() => stack.close());

  for (const ARM_ENVIRONMENT of ["usgovernment", "china"])
    it(`refuses a tenant in a national cloud (${ARM_ENVIRONMENT})`, async () => {
      const { status, stdout } = await stack.check(QUIET, { ARM_METADATA_HOSTNAME: "", ARM_ENVIRONMENT });
      assert.equal(status, 2);
      assert.match(
        stdout.replaceAll(/\s+/g, " "),
        /another cloud than public: Azure management has another application id/,
      );
    });

  it("finds no drift if Graph shows none", async () => {
    const { status, stdout } = await stack.check();
    assert.equal(status, 0, stdout);
  });

  it("finds what only Graph shows", async () => {
    await stack.directory.patch("policies", POLICY_ID, { conditions: { moonPhase: "full" } });
    const { status, stdout } = await stack.check();
    assert.equal(status, 1);
    assert.match(
      stdout,
      /conditions\.moonPhase: may weaken\n {4}tenant full\n[\s\S]*not tried with the azuread plugin/,
    );
    assert.match(stdout, /What it means\n {2}It depends on something that isn't known or understood/);
  });

  for (const [name, excludedUsers] of [
    ["a secret", "[secret]"],
    ["a list with one secret in it", [FIRST, "[secret]"]],
    ["a list with one value that is known only after deployment", [FIRST, "04da6b54-80e4-46f7-96ec-b56ff0331ba9"]],
  ] as const)
    it(`can't tell when the preview shows ${name} where the tenant has something`, async () => {
      const { conditions } = declaredInputs as { readonly conditions: { readonly users: object } }; // as it stands there
      const users = { ...conditions.users, excludedUsers };
      const inputs = { ...declaredInputs, conditions: { ...conditions, users } };
      const { status, stdout } = await stack.check({
        state,
        preview: { steps: [{ ...same, newState: { type: POLICY_TYPE, inputs } }] },
      });
      assert.equal(status, 2, stdout);
      assert.match(stdout, /conditions\.users\.excludeUsers: the preview doesn't show the\s+code's\s+value/);
    });

  it("finds other differences if the preview hides a value", async () => {
    await stack.directory.patch("policies", POLICY_ID, { state: "disabled" });
    const { status, stdout } = await stack.check({
      state,
      preview: {
        steps: [{ ...same, newState: { type: POLICY_TYPE, inputs: { ...declaredInputs, displayName: "[secret]" } } }],
      },
    });
    assert.equal(status, 1);
    assert.match(stdout, /state: weakens\n {4}tenant disabled/);
    assert.match(stdout, /displayName: the preview doesn't show/);
  });

  for (const [name, fault, message] of [
    ["the policy may not be read", refuse("/identity/conditionalAccess/policies", 403), /role Policy\.Read\.All/],
    ["the policy can't be read", refuse("/identity/conditionalAccess/policies", 400), /Graph answered 400/],
    ["an excluded group can't be read", refuse("/groups", 403), /role GroupMember\.Read\.All/],
    [
      "members of an excluded group can't be read",
      refuse("/groups/cccccccc-2222-4000-8000-000000000009/transitiveMembers", 400),
      /the members of the group/,
    ],
  ] as const)
    it(`can't tell when ${name}`, async () => {
      await stack.directory.addFault(fault);
      const { status, stdout } = await stack.check();
      assert.equal(status, 2);
      assert.match(stdout, /^COULD NOT TELL/);
      assert.match(stdout, message);
    });

  it("can't tell when Graph doesn't have what the engine sees", async () => {
    await stack.directory.remove("policies", POLICY_ID);
    const { status, stdout } = await stack.check();
    assert.equal(status, 2);
    assert.match(stdout, /contradict each other/);
  });

  const NOBODY = { ARM_CLIENT_ID: "", ARM_CLIENT_SECRET: "", ARM_USE_CLI: "false" };
  const NO_POLICY = { state: { deployment: {} }, preview: { steps: [] } };
  for (const [name, answers, environment, says] of [
    ["when nobody can sign in", QUIET, { ARM_CLIENT_SECRET: "hunter2" }, /signing in .* failed \(AADSTS7000215\)/],
    ["how to sign in", QUIET, NOBODY, /the environment doesn't say how to sign in/],
    ["when nobody is signed in", QUIET, { ...NOBODY, ARM_USE_CLI: "" }, /nobody is signed in to the tenant/],
    [
      "where there is no policy at all",
      NO_POLICY,
      {},
      /neither the code nor the stack's state has a Conditional Access/,
    ],
    ["without an engine", QUIET, { PATH: "/nothing" }, /the Pulumi engine isn't on PATH/],
  ] as const)
    it(`can't tell ${name}, and shows no secret`, async () => {
      const { status, stdout } = await stack.check(answers, environment);
      assert.equal(status, 2);
      assert.match(stdout, says);
      assert.doesNotMatch(stdout, /hunter2/);
    });

  it("can't tell when the certificate of the tenant isn't trusted", async () => {
    const { status, stdout } = await stack.checkWithoutTrust();
    assert.equal(status, 2);
    assert.match(stdout, /NODE_EXTRA_CA_CERTS/);
  });

  it("can't tell without the register", async () => {
    writeFileSync(join(stack.folder, "config/dev.yaml"), "exclusions: {");
    const { status, stdout } = await stack.check();
    assert.equal(status, 2);
    assert.match(stdout, /the exclusions register can't be used:\n {4}config\/dev\.yaml:1/);
  });

  it("refuses a snapshot of another tenant, and names both", async () => {
    const since = async (tenant: string | null) => {
      writeFileSync(
        join(stack.folder, "then.json"),
        JSON.stringify({ source: { tenant }, policies: [deployedPolicy] }),
      );
      return stack.check(QUIET, {}, ["--since", "then.json"]);
    };
    const other = "0b0b0b0b-0000-4000-8000-000000000001";
    const { status, stdout, stderr } = await since(other);
    assert.deepEqual([status, stdout], [2, ""]);
    const here = stack.tenantId;
    assert.match(
      stderr,
      new RegExp(`then\\.json: it is of the tenant ${other}, but the tenant that is read is ${here}`),
    );
    for (const tenant of [here.toUpperCase(), null]) assert.match((await since(tenant)).stdout, /Since then\.json/);
  });

  it("compares with an export whose lists are vouched for, but not with a part of one", async () => {
    mkdirSync(join(stack.folder, "export"), { recursive: true });
    const sinceExport = (page: object, ...whole: readonly string[]) => {
      writeFileSync(join(stack.folder, "export/policies.json"), JSON.stringify({ value: [deployedPolicy], ...page }));
      return stack.check(QUIET, {}, ["--since", "export", "--whole", whole.join()]);
    };
    const vouched = await sinceExport({}, "policies");
    assert.equal(vouched.status, 1, vouched.stdout);
    assert.match(vouched.stdout, /Since export\n {2}- policy "Block legacy authentication"/);
    assert.equal((await sinceExport({}, "user")).status, 2, "there is no such list");
    assert.equal((await sinceExport({}, "policies", "users")).status, 2, "the export has no users");
    const next = { "@odata.nextLink": "https://graph.microsoft.com/v1.0/next" };
    const cut = await sinceExport(next, "policies");
    assert.deepEqual([cut.status, cut.stdout], [2, ""], "Graph itself says that there is more");
    const { status } = await stack.check(QUIET, {}, ["--whole", "users"]);
    assert.equal(status, 2, "without a snapshot there is nothing to vouch for");
  });
});
