import assert from "node:assert/strict";
import { isChange, readPreview, readState } from "../../src/drift/stack";

const PROPOSED = "error: no changes were expected for preview but changes were proposed\n";
const URN = "urn:pulumi:dev::p::azuread:index/user:User::u";

const digest = (operations: readonly string[], diagnostics: readonly object[] = []): string =>
  JSON.stringify({
    steps: operations.map((op) => ({ op, urn: URN, newState: { type: "azuread:index/user:User", inputs: { a: 1 } } })),
    diagnostics,
  });

type Output = readonly [status: number, stdout: string, stderr?: string];
const previewOf = (...[status, stdout, stderr = ""]: Output) => readPreview({ status, stdout, stderr });
const reasonsOf = (...output: Output) => {
  const read = previewOf(...output);
  return read.kind === "failed" ? read.problem : assert.fail(read.kind);
};

describe("a preview", () => {
  it("without changes is read", () => {
    const user = { urn: URN, type: "azuread:index/user:User", name: "u" };
    const value = [{ ...user, operation: "same", inputs: { a: 1 }, fields: [] }];
    assert.deepEqual(previewOf(0, digest(["refresh", "same"])), { kind: "read", value });
  });

  it("with changes has their fields", () => {
    const stdout = JSON.stringify({
      steps: [
        { op: "update", urn: URN, newState: {}, detailedDiff: { "b.c[2]": { kind: "update" }, a: { kind: "add" } } },
        { op: "delete", urn: URN, oldState: { type: "t", inputs: { a: 1 } } },
      ],
    });
    const read = previewOf(7, stdout, PROPOSED);
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
      assert.equal(previewOf(7, digest([operation]), PROPOSED).kind, "read");
      assert.equal(previewOf(0, digest([operation])).kind, "failed");
    });

  for (const operation of ["same", "read", "read-replacement"])
    it(`with only ${operation} has no change`, () => assert.ok(!isChange({ operation })));

  it("that failed gives the engine's reasons, each once", () => {
    const error = { severity: "error", message: "the register can't be used\n" };
    const diagnostics = [error, error, { severity: "warning", message: "something else" }];
    assert.deepEqual(reasonsOf(255, digest([], diagnostics)), ["the register can't be used"]);
  });

  it("that didn't start gives what is on standard error", () => {
    const stderr = "error: no stack named 'x' found\nerror: second\n more of it\n";
    assert.deepEqual(reasonsOf(255, "", stderr), ["no stack named 'x' found", "second\n more of it"]);
  });

  const suspicious: readonly (readonly [name: string, ...output: Output])[] = [
    ["ends badly without a reason", 1, digest(["same"])],
    ["ends well with changes", 0, digest(["update"])],
    ["ends badly with changes and another reason", 255, digest(["update"]), "killed"],
    ["says that changes are proposed and shows none", 7, digest(["same"]), PROPOSED],
    ["is cut off", 0, digest(["same"]).slice(0, -5)],
    ["has no steps", 0, "{}"],
    ["has an error too", 7, digest(["update"], [{ severity: "error", message: "x" }]), PROPOSED],
  ];
  for (const [name, ...output] of suspicious)
    it(`that ${name} is a failed one`, () => assert.ok(reasonsOf(...output).length > 0));
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
    const named = { name: "mfa", id: "ab121212-0000-4000-8000-000000000001" };
    assert.deepEqual(readState({ deployment: { resources } }), [
      { urn: POLICY.urn, inputs: { state: "enabled" }, ...named },
    ]);
  });

  it("may be empty, and leaves out the old half of a replacement", () => {
    const old = { resources: [{ ...POLICY, delete: true }] };
    for (const deployment of [{}, old]) assert.deepEqual(readState({ deployment }), []);
  });

  it("isn't a state without a deployment", () => {
    for (const nothing of [undefined, null, [], "x", {}]) assert.equal(readState(nothing), undefined);
  });
});
