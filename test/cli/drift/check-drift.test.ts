import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { replaced } from "../../../src/law/json/json-object";
import { POLICY_TYPE } from "../../../src/program/stack-policy";
import { declaredInputs, deployedPolicy, POLICY_ID } from "../../drift/declared-policy";
import { refuse } from "../../tenant/live/azmfa-of-a-local-tenant";
import { FIRST } from "../a-tenant";
import { type CheckedStack, QUIET, same, state, suiteStack } from "./checked-stack";

/** An engine whose preview shows these inputs, as they are. */
const showing = (inputs: object) => ({
  state,
  preview: { steps: [{ ...same, newState: { type: POLICY_TYPE, inputs } }] },
});

describe("the drift check, while the engine sees nothing", () => {
  const opened = suiteStack();

  it("finds no drift if Graph shows none", async () => {
    const { status, stdout } = await opened().check();
    assert.equal(status, 0, stdout);
  });

  it("finds what only Graph shows", async () => {
    await opened().directory.patch("policies", POLICY_ID, { conditions: { moonPhase: "full" } });
    const { status, said } = await opened().check();
    assert.equal(status, 1);
    assert.match(
      said,
      /changed, may weaken conditions\.moonPhase tenant full .*repair `pulumi up` doesn't fix it, or may not/,
    );
  });

  it("finds other differences if the preview hides a value", async () => {
    await opened().directory.patch("policies", POLICY_ID, { state: "disabled" });
    const { status, said } = await opened().check(showing({ ...declaredInputs, displayName: "[secret]" }));
    assert.equal(status, 1);
    assert.match(said, /changed, weakens state tenant disabled .*displayName: the preview doesn't show/);
  });

  describe("can't tell", () => {
    const excluding = (excludedUsers: unknown) => ({
      answers: showing(replaced(declaredInputs, ["conditions", "users", "excludedUsers"], excludedUsers)),
    });
    const HIDDEN = /conditions\.users\.excludeUsers: the preview doesn't show the code's value/;
    const inTenant = (path: string, status: number) => ({
      prepare: ({ directory }: CheckedStack) => directory.addFault(refuse(path, status)),
    });
    const NOBODY = { ARM_CLIENT_ID: "", ARM_CLIENT_SECRET: "", ARM_USE_CLI: "false" };
    const POLICIES = "/identity/conditionalAccess/policies";
    const MEMBERS = "/groups/cccccccc-2222-4000-8000-000000000009/transitiveMembers";
    type Given = {
      readonly answers?: typeof QUIET;
      readonly environment?: Record<string, string>;
      readonly prepare?: (stack: CheckedStack) => unknown;
    };
    const cases: readonly (readonly [when: string, says: RegExp, given: Given])[] = [
      ["when it shows a list with a secret in it", HIDDEN, excluding([FIRST, "[secret]"])],
      [
        "when Graph doesn't have what the engine sees",
        /contradict each other/,
        { prepare: ({ directory }) => directory.remove("policies", POLICY_ID) },
      ],
      [
        "where there is no policy at all",
        /neither the code nor the stack's state has a Conditional Access/,
        { answers: { state: { deployment: {} }, preview: { steps: [] } } },
      ],
    ];
    for (const [when, says, { answers, environment, prepare }] of cases)
      it(`${when}, and shows no secret`, async () => {
        await prepare?.(opened());
        const { status, said } = await opened().check(answers, environment);
        assert.equal(status, 2);
        assert.match(said, /^COULD NOT TELL/);
        assert.match(said, says);
        assert.doesNotMatch(said, /hunter2/);
      });

    const starts: readonly (readonly [when: string, says: RegExp, given: Given])[] = [
      ["when it may not read policies", /role Policy\.Read\.All/, inTenant(POLICIES, 403)],
      ["when it can't read policies", /Graph answered 400/, inTenant(POLICIES, 400)],
      ["when it may not read groups", /role GroupMember\.Read\.All/, inTenant("/groups", 403)],
      ["when it can't read who is in an excluded group", /the members of the group/, inTenant(MEMBERS, 400)],
      [
        "when nobody is signed in",
        /signing in to the tenant failed: .*az login/,
        { environment: { ...NOBODY, ARM_USE_CLI: "" } },
      ],
      ["when nobody can sign in", /failed \(AADSTS7000215\)/, { environment: { ARM_CLIENT_SECRET: "hunter2" } }],
      ["how to sign in", /the environment doesn't say how to sign in/, { environment: NOBODY }],
      ["without an engine", /the Pulumi engine isn't on PATH/, { environment: { PATH: "/nothing" } }],
      [
        "in a national cloud",
        /another cloud than public: Azure management has another application id/,
        { environment: { ARM_METADATA_HOSTNAME: "", ARM_ENVIRONMENT: "china" } },
      ],
      [
        "without the register",
        /^config\/dev\.yaml:1/m,
        { prepare: (stack) => stack.write("config/dev.yaml", "exclusions: {") },
      ],
    ];
    for (const [when, says, { answers, environment, prepare }] of starts)
      it(`${when}, and compares nothing`, async () => {
        await prepare?.(opened());
        const { status, stdout, stderr } = await opened().check(answers, environment);
        assert.deepEqual([status, stdout], [2, ""]);
        assert.match(stderr, says);
      });

    it("when the certificate of the tenant isn't trusted", async () => {
      const { status, stderr } = await opened().checkWithoutTrust();
      assert.equal(status, 2);
      assert.match(stderr, /NODE_EXTRA_CA_CERTS/);
    });
  });

  it("refuses a snapshot of another tenant, and names both", async () => {
    const since = async (tenant: string | null) => {
      const then = opened().write("then.json", { source: { tenant }, policies: [deployedPolicy] });
      return opened().check(QUIET, {}, ["--since", then]);
    };
    const other = "0b0b0b0b-0000-4000-8000-000000000001";
    const { status, stdout, stderr } = await since(other);
    assert.deepEqual([status, stdout], [2, ""]);
    const here = opened().tenantId;
    const says = `then\\.json: it is of the tenant ${other}, not of ${here}`;
    assert.match(stderr, new RegExp(says));
    for (const tenant of [here.toUpperCase(), null])
      assert.match((await since(tenant)).stdout, /with then\.json: everything else/);
  });

  it("compares with an export whose lists are vouched for, but not with a part of one", async () => {
    mkdirSync(join(opened().folder, "export"), { recursive: true });
    const sinceExport = (page: object, ...whole: readonly string[]) => {
      opened().write("export/policies.json", { value: [deployedPolicy], ...page });
      return opened().check(QUIET, {}, ["--since", "export", "--whole", whole.join()]);
    };
    const vouched = await sinceExport({}, "policies");
    assert.equal(vouched.status, 1, vouched.stdout);
    assert.match(vouched.stdout, / - policy "Block legacy authentication": new, /);
    assert.equal((await sinceExport({}, "user")).status, 2, "there is no such list");
    assert.equal((await sinceExport({}, "policies", "users")).status, 2, "the export has no users");
    const next = { "@odata.nextLink": "https://graph.microsoft.com/v1.0/next" };
    const cut = await sinceExport(next, "policies");
    assert.deepEqual([cut.status, cut.stdout], [2, ""], "Graph itself says that there is more");
  });
});
