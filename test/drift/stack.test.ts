import assert from "node:assert/strict";
import { isChange, readPreview, readState } from "../../src/drift/stack";

const PROPOSED = "error: no changes were expected for preview but changes were proposed\n";
const URN = "urn:pulumi:dev::p::azuread:index/user:User::u";

const digest = (operations: readonly string[], diagnostics: readonly object[] = []): string =>
  JSON.stringify({
    steps: operations.map((op) => ({ op, urn: URN, newState: { type: "azuread:index/user:User", inputs: { a: 1 } } })),
    diagnostics,
  });

const reasonsOf = (output: Parameters<typeof readPreview>[0]) => {
  const read = readPreview(output);
  assert.equal(read.kind, "failed");
  return read.kind === "failed" ? read.problem : [];
};

describe("a preview", () => {
  it("without changes is read", () => {
    const read = readPreview({ status: 0, stdout: digest(["refresh", "same"]), stderr: "" });
    const step = {
      urn: URN,
      type: "azuread:index/user:User",
      name: "u",
      operation: "same",
      inputs: { a: 1 },
      fields: [],
    };
    assert.deepEqual(read, { kind: "read", value: [step] });
  });

  it("with changes has their fields", () => {
    const stdout = JSON.stringify({
      steps: [
        { op: "update", urn: URN, newState: {}, detailedDiff: { "b.c[2]": { kind: "update" }, a: { kind: "add" } } },
        { op: "delete", urn: URN, oldState: { type: "t", inputs: { a: 1 } } },
      ],
    });
    const read = readPreview({ status: 7, stdout, stderr: PROPOSED });
    assert.ok(read.kind === "read");
    assert.deepEqual(
      read.value.map(({ fields, inputs }) => ({ fields, inputs })),
      [
        { fields: ["a", "b.c[2]"], inputs: {} },
        { fields: [], inputs: undefined },
      ],
    );
  });

  for (const operation of ["create", "update", "delete", "replace", "create-replacement", "delete-replaced", "import"])
    it(`in which the engine would ${operation} something has a change`, () => {
      assert.ok(isChange({ operation }));
      assert.equal(readPreview({ status: 7, stdout: digest([operation]), stderr: PROPOSED }).kind, "read");
      assert.equal(readPreview({ status: 0, stdout: digest([operation]), stderr: "" }).kind, "failed");
    });

  for (const operation of ["same", "read", "read-replacement"])
    it(`with only ${operation} has no change`, () => assert.ok(!isChange({ operation })));

  it("that failed gives the engine's reasons, each once", () => {
    const diagnostics = [
      { severity: "error", message: "the register can't be used\n" },
      { severity: "error", message: "the register can't be used\n" },
      { severity: "warning", message: "something else" },
    ];
    assert.deepEqual(reasonsOf({ status: 255, stdout: digest([], diagnostics), stderr: "" }), [
      "the register can't be used",
    ]);
  });

  it("that didn't start gives what is on standard error", () => {
    const stderr = "error: no stack named 'x' found\nerror: second\n more of it\n";
    assert.deepEqual(reasonsOf({ status: 255, stdout: "", stderr }), [
      "no stack named 'x' found",
      "second\n more of it",
    ]);
  });

  const suspicious: readonly (readonly [name: string, output: Parameters<typeof readPreview>[0]])[] = [
    ["ends badly without a reason", { status: 1, stdout: digest(["same"]), stderr: "" }],
    ["ends well with changes", { status: 0, stdout: digest(["update"]), stderr: "" }],
    ["ends badly with changes and another reason", { status: 255, stdout: digest(["update"]), stderr: "killed" }],
    ["says that changes are proposed and shows none", { status: 7, stdout: digest(["same"]), stderr: PROPOSED }],
    ["is cut off", { status: 0, stdout: digest(["same"]).slice(0, -5), stderr: "" }],
    ["has no steps", { status: 0, stdout: "{}", stderr: "" }],
    [
      "has an error in addition to its changes",
      { status: 7, stdout: digest(["update"], [{ severity: "error", message: "x" }]), stderr: PROPOSED },
    ],
  ];
  for (const [name, output] of suspicious)
    it(`that ${name} is a failed one`, () => assert.ok(reasonsOf(output).length > 0));
});

const POLICY = {
  urn: "urn:pulumi:dev::p::azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy::mfa",
  type: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  id: "/identity/conditionalAccess/policies/AB121212-0000-4000-8000-000000000001",
  inputs: { state: "enabled" },
};

describe("a stack's state", () => {
  it("gives its policies with Graph's ids in lower case", () => {
    const resources = [{ urn: "u", type: "pulumi:pulumi:Stack" }, POLICY];
    assert.deepEqual(readState({ deployment: { resources } }, []), [
      {
        urn: POLICY.urn,
        name: "mfa",
        id: "ab121212-0000-4000-8000-000000000001",
        inputs: { state: "enabled" },
        inputsFrom: "refresh",
      },
    ]);
  });

  it("leaves out the old half of a replacement", () =>
    assert.deepEqual(readState({ deployment: { resources: [{ ...POLICY, delete: true }] } }, []), []));

  it("may be empty", () => assert.deepEqual(readState({ deployment: {} }, []), []));

  it("isn't a state without a deployment", () => {
    for (const nothing of [undefined, null, [], "x", {}]) assert.equal(readState(nothing, []), undefined);
  });

  const [deployed, refreshed] = [
    { kind: "update", result: "succeeded" },
    { kind: "refresh", result: "succeeded" },
  ];
  const histories: readonly (readonly [string, unknown, "deployment" | "refresh"])[] = [
    ["the last run deployed it", [deployed, refreshed], "deployment"],
    ["only a preview came after", [{ kind: "preview", result: "succeeded" }, deployed], "deployment"],
    ["a refresh came after", [refreshed, deployed], "refresh"],
    ["a later deployment failed half-way", [{ ...deployed, result: "failed" }, deployed], "refresh"],
    ["the history can't be read", undefined, "refresh"],
  ];
  for (const [when, history, expected] of histories)
    it(`has values of the ${expected} if ${when}`, () =>
      assert.equal(readState({ deployment: { resources: [POLICY] } }, history)?.[0]?.inputsFrom, expected));
});
